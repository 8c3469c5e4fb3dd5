package io.liveorigin.ingest.announce;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationSet;
import io.liveorigin.contract.notification.NotificationSource;
import io.liveorigin.ingest.announce.AnnouncementListener.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes announcements one by one, in its own thread: uploads never wait for it. An announcement
 * that Kafka does not accept is retried until no number that is still served needs it.
 */
public final class AnnouncementPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementPublisher.class);
  private static final int WAITING = 256;

  /** Maximum number of waiting announcements of one tenant, which must not fill the whole queue. */
  static final int WAITING_OF_TENANT = 32;

  /**
   * Maximum number of past notifications that are deleted with each publication, so that it is not
   * delayed by them.
   */
  private static final int PRUNED = 32;

  private final ControlLog log;
  private final TenantRegistry tenants;
  private final AnnouncementListener listener;
  private final Clock clock;
  private final Duration retry;
  private final BlockingQueue<Notification> queue = new ArrayBlockingQueue<>(WAITING);
  private final Set<ControlKey> waiting = ConcurrentHashMap.newKeySet();

  /** Number of waiting announcements by tenant; only for tenants that have any. */
  private final Map<String, Integer> ofTenant = new ConcurrentHashMap<>();

  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param name of its thread
   * @param tenants how many notifications each tenant may have
   * @param retry pause after a failure
   */
  public AnnouncementPublisher(
      String name,
      ControlLog log,
      TenantRegistry tenants,
      AnnouncementListener listener,
      Clock clock,
      Duration retry) {
    this.log = log;
    this.tenants = tenants;
    this.listener = listener;
    this.clock = clock;
    this.retry = retry;
    this.thread = NamedThreadFactory.one(name, this::run);
  }

  public void start() {
    thread.start();
  }

  /**
   * Enqueues a notification, unless the same one is already waiting. Returns false if too many are
   * waiting, in all or of its tenant. Never blocks.
   */
  boolean offer(Notification notification) {
    ControlKey key = ControlKey.notification(notification);
    if (!waiting.add(key)) {
      return true;
    }
    if (ofTenant.merge(notification.tenant(), 1, Integer::sum) <= WAITING_OF_TENANT
        && queue.offer(notification)) {
      return true;
    }
    leave(notification);
    return false;
  }

  private void leave(Notification notification) {
    ofTenant.computeIfPresent(notification.tenant(), (tenant, n) -> n == 1 ? null : n - 1);
    waiting.remove(ControlKey.notification(notification));
  }

  private void run() {
    try {
      while (!closed) {
        Notification notification = queue.take();
        settle(notification);
        leave(notification);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(Notification notification) {
    while (!closed) {
      try {
        listener.announcement(publish(notification));
        return;
      } catch (OriginException e) {
        if (e.code() == ErrorCode.TOO_MANY_NOTIFICATIONS || e.code() == ErrorCode.TENANT_LIMIT) {
          LOG.warn("notification {} is not published: {}", notification.id(), e.getMessage());
          listener.announcement(Outcome.REFUSED);
          return;
        }
        listener.announcement(Outcome.RETRIED);
        LOG.warn(
            "publication of notification {} failed and is attempted again: {}",
            notification.id(),
            e.getMessage());
        pause();
      } catch (RuntimeException | OutOfMemoryError e) {
        // Without this, the thread would die: nothing would be published any more, and the listener
        // would look healthy.
        LOG.error("notification {} was not published", notification.id(), e);
        listener.announcement(Outcome.LOST);
        return;
      }
    }
    listener.announcement(Outcome.LOST);
  }

  private void pause() {
    try {
      Thread.sleep(retry.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /**
   * Decides by the state at the time of the write, because others publish and operators revoke
   * meanwhile.
   */
  private Outcome publish(Notification notification) {
    return log.change((state, edit) -> publish(state, notification, edit));
  }

  private Outcome publish(ControlState state, Notification notification, ControlEdit edit) {
    Optional<LiveEvent> event = state.event(notification.eventId());
    if (event.isEmpty() || clock.millis() >= event.get().schedule().expires(notification.from())) {
      LOG.warn("notification {} arrived too late to be published", notification.id());
      return Outcome.LOST;
    }
    NotificationSet known = state.notifications(notification.eventId());
    if (known.latest(notification.id()).isPresent()) {
      return Outcome.REPEATED;
    }
    long oldest = event.get().schedule().windowStart(clock.millis());
    known.requireRoom(notification, oldest);
    requireTenantsRoom(state, notification.tenant());
    known.dispensable(oldest).stream()
        // Only the admin API deletes notifications of operators.
        .filter(n -> n.source() == NotificationSource.PACKAGER)
        .limit(PRUNED)
        .forEach(n -> edit.delete(ControlKey.notification(n)));
    edit.put(notification);
    return Outcome.PUBLISHED;
  }

  private void requireTenantsRoom(ControlState state, String tenant) {
    long most = tenants.most(tenant, Limit.NOTIFICATIONS);
    if (state.notifications(tenant) >= most) {
      tenants.of(tenant).refused(Limit.NOTIFICATIONS);
      throw new OriginException(
          ErrorCode.TENANT_LIMIT,
          "tenant '" + tenant + "' already has " + most + " (" + Limit.NOTIFICATIONS.key() + ")");
    }
  }

  /** Stops the thread. Announcements that are still waiting are lost and are reported as such. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!queue.isEmpty()) {
      LOG.warn("{} notifications were not published", queue.size());
      queue.forEach(n -> listener.announcement(Outcome.LOST));
    }
  }
}
