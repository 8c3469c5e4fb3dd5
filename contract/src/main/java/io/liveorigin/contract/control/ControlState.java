package io.liveorigin.contract.control;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.json.JsonDocuments;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.notification.NotificationHistory;
import io.liveorigin.contract.notification.NotificationSet;
import io.liveorigin.contract.notification.NotificationSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The latest version of every control record, in memory. One writer applies records in the order of
 * the log; any thread may read. A record that this version cannot read changes nothing.
 */
public final class ControlState {
  /**
   * Stands for any representation: the incarnation of a track alone says whether its event still
   * exists.
   */
  private static final String NO_REPRESENTATION = "any";

  private final Map<EventId, LiveEvent> events = new ConcurrentHashMap<>();

  /** The number of events of each tenant; changed by the writer. */
  private final Map<String, Integer> tenants = new ConcurrentHashMap<>();

  private final List<Consumer<LiveEvent>> whenEnded = new CopyOnWriteArrayList<>();
  private final EventRecords<Mask> masks = new EventRecords<>();
  private final EventRecords<Invalidation> invalidations = new EventRecords<>();
  private final Map<EventId, NotificationHistory> notifications = new ConcurrentHashMap<>();
  private volatile long lastIncarnation;

  /** Applies one record whose time does not matter. */
  public Optional<ControlKey> apply(String key, Optional<byte[]> value) {
    return apply(key, value, NotificationHistory.EVER);
  }

  /**
   * Applies one record; an empty value deletes. Returns its key, or empty if this version does not
   * know the kind.
   *
   * @param at when it was appended, epoch ms by the broker's clock
   */
  public Optional<ControlKey> apply(String key, Optional<byte[]> value, long at) {
    Optional<ControlKey> parsed = ControlKey.parse(key);
    parsed.ifPresent(
        k -> {
          switch (k.kind()) {
            case EVENT -> applyEvent(k, value);
            case MASK -> applyMask(k, value);
            case INVALIDATION -> applyInvalidation(k, value);
            case NOTIFICATION -> applyNotification(k, NotificationSource.OPERATOR, value, at);
            case ANNOUNCEMENT -> applyNotification(k, NotificationSource.PACKAGER, value, at);
          }
        });
    return parsed;
  }

  private void applyEvent(ControlKey key, Optional<byte[]> value) {
    if (value.isPresent()) {
      LiveEvent event = LiveEvent.of(JsonDocuments.read(value.get(), EventDefinition.class));
      requireKey(key, ControlKey.event(event.id()));
      lastIncarnation = Math.max(lastIncarnation, event.definition().incarnation());
      Optional<LiveEvent> before = Optional.ofNullable(events.put(key.event(), event));
      if (before.isEmpty()) {
        tenants.merge(key.event().tenant(), 1, Integer::sum);
      }
      ended(before);
    } else {
      Optional<LiveEvent> before = Optional.ofNullable(events.remove(key.event()));
      if (before.isPresent()) {
        tenants.computeIfPresent(key.event().tenant(), (t, n) -> n == 1 ? null : n - 1);
      }
      ended(before);
      forgetSilent(key.event());
    }
  }

  /**
   * Reports the end of an event, even if another event of that name began before this end was read.
   */
  private void ended(Optional<LiveEvent> before) {
    before
        .filter(event -> this.event(event.track(NO_REPRESENTATION)).isEmpty())
        .ifPresent(event -> whenEnded.forEach(subscriber -> subscriber.accept(event)));
  }

  /**
   * Subscribes to the end of events. The subscriber is called after each event that ends from now
   * on, and should release what it keeps of that event. It is called on the writer's thread and
   * must not throw.
   */
  public void whenEnded(Consumer<LiveEvent> subscriber) {
    whenEnded.add(subscriber);
  }

  private void applyMask(ControlKey key, Optional<byte[]> value) {
    Optional<Mask> mask = value.map(json -> JsonDocuments.read(json, Mask.class));
    mask.ifPresent(m -> requireKey(key, ControlKey.mask(m.eventId(), m.id())));
    masks.apply(key, mask);
  }

  private void applyInvalidation(ControlKey key, Optional<byte[]> value) {
    Optional<Invalidation> order = value.map(v -> JsonDocuments.read(v, Invalidation.class));
    order.ifPresent(i -> requireKey(key, ControlKey.invalidation(i.eventId(), i.id())));
    invalidations.apply(key, order);
  }

  private void applyNotification(
      ControlKey key, NotificationSource source, Optional<byte[]> value, long at) {
    NotificationHistory before = notificationHistory(key.event());
    NotificationHistory next;
    if (value.isPresent()) {
      Notification notification = JsonDocuments.read(value.get(), Notification.class);
      requireKey(key, ControlKey.notification(notification));
      next = before.with(notification, at);
    } else {
      next = before.without(source, key.id(), at);
    }
    notifications.put(key.event(), next);
    forgetSilent(key.event());
  }

  /**
   * Drops the history of an event that does not exist and has no notifications. An existing event
   * keeps its history, because playlists still contain its recent notifications.
   */
  private void forgetSilent(EventId id) {
    if (!events.containsKey(id) && notifications(id) == NotificationSet.NONE) {
      notifications.remove(id);
    }
  }

  /**
   * Refuses a record that is filed under another key, because it would outlive its own deletion.
   */
  private static void requireKey(ControlKey key, ControlKey own) {
    if (!key.equals(own)) {
      throw new OriginException(
          ErrorCode.INVALID_JSON, "control record " + key + " holds the value of " + own);
    }
  }

  /** Returns the document of that key, if there is one. */
  public Optional<byte[]> document(ControlKey key) {
    return switch (key.kind()) {
      case EVENT -> event(key.event()).map(event -> ControlJson.write(event.definition()));
      case MASK -> Optional.ofNullable(masks.of(key.event()).get(key.id())).map(ControlJson::write);
      case INVALIDATION ->
          Optional.ofNullable(invalidations.of(key.event()).get(key.id())).map(ControlJson::write);
      case NOTIFICATION, ANNOUNCEMENT ->
          notifications(key.event()).kept().stream()
              .filter(kept -> ControlKey.notification(kept).equals(key))
              .findFirst()
              .map(ControlJson::write);
    };
  }

  public Optional<LiveEvent> event(EventId id) {
    return Optional.ofNullable(events.get(id));
  }

  /**
   * Returns the event that the track is or was part of. Empty for a track of another incarnation,
   * because that track belongs to another event of the same name.
   */
  public Optional<LiveEvent> event(Track track) {
    return event(track.event())
        .filter(event -> event.definition().incarnation() == track.incarnation());
  }

  public Collection<LiveEvent> events() {
    return List.copyOf(events.values());
  }

  /** Returns a live view of the tenants that have events. It cannot be modified. */
  public Set<String> tenants() {
    return Collections.unmodifiableSet(tenants.keySet());
  }

  /**
   * Returns an incarnation for an event that is declared at {@code now} (epoch ms). It is later
   * than all before, even if a clock stood still or went back.
   */
  public long nextIncarnation(long now) {
    return Math.max(now, lastIncarnation + 1);
  }

  /** Masks of one event, in the order of their ids. */
  public List<Mask> masks(EventId id) {
    return List.copyOf(masks.of(id).values());
  }

  /** Invalidations of one event, in the order of their ids. */
  public List<Invalidation> invalidations(EventId id) {
    return List.copyOf(invalidations.of(id).values());
  }

  /** Invalidations of all events. */
  public List<Invalidation> invalidations() {
    return invalidations.all();
  }

  /** The notifications of an event, from operators and packagers, even before it is declared. */
  public NotificationSet notifications(EventId id) {
    return notificationHistory(id).now();
  }

  /** The notifications of an event, with what preceded them. */
  public NotificationHistory notificationHistory(EventId id) {
    return notifications.getOrDefault(id, NotificationHistory.NONE);
  }

  /** The number of notifications that are kept for all events of a tenant. */
  public long notifications(String tenant) {
    return notifications.entrySet().stream()
        .filter(entry -> entry.getKey().tenant().equals(tenant))
        .mapToLong(entry -> entry.getValue().now().kept().size())
        .sum();
  }

  /** The pipelines that are masked for that segment. */
  public List<String> maskedPipelines(SegmentAddress address) {
    List<String> masked = new ArrayList<>(0);
    for (Mask mask : masks.of(address.track().event()).values()) {
      if (mask.covers(address) && !masked.contains(mask.pipeline())) {
        masked.add(mask.pipeline());
      }
    }
    return masked;
  }
}
