package io.liveorigin.serving.segment;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * The requests that wait for a segment, by address.
 *
 * <p>No wake-up is lost: a request registers, then the first request of an address looks into the
 * index. A decision that was stored before that look is found by it; one that is stored later is
 * announced after the registration. The same holds for requests that register after the first, so a
 * hundred requests cost one query.
 *
 * <p>A held request costs an entry here and no thread. A release returns to its caller at once,
 * because that may be a stream thread, and completes the futures on the given executor as long as
 * it accepts tasks. Any thread.
 */
public final class HoldRegistry {
  private static final String STOPS = "the node is stopping";

  private record Waiter(
      String client, TenantUse tenant, long deadline, CompletableFuture<HoldRelease> release) {}

  private enum Place {
    FIRST,
    BEHIND,
    NONE
  }

  private final HoldSettings settings;
  private final TenantRegistry tenants;
  private final Executor releases;
  private volatile boolean stopped;

  /** A list is accessed only inside an atomic operation on its key, or after its removal. */
  private final Map<SegmentAddress, List<Waiter>> waiters = new ConcurrentHashMap<>();

  private final Map<String, Integer> byClient = new ConcurrentHashMap<>();
  private final Map<EventId, Integer> byEvent = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();

  /**
   * @param tenants how many requests of each tenant may wait
   * @param releases completes the futures; their dependent stages must not block
   */
  public HoldRegistry(HoldSettings settings, TenantRegistry tenants, Executor releases) {
    this.settings = settings;
    this.tenants = tenants;
    this.releases = releases;
  }

  /**
   * Registers a request.
   *
   * @param client address of the client, for its cap
   * @param deadline when the request is released at the latest, epoch ms
   */
  public HoldRegistration register(SegmentAddress address, String client, long deadline) {
    TenantUse tenant = tenants.of(address.track().event().tenant());
    if (!tenant.enter(Limit.HELD_REQUESTS, 1)) {
      tenant.refused(Limit.HELD_REQUESTS);
      return new HoldRegistration.Refused(Limit.HELD_REQUESTS.key());
    }
    enter(address, client);
    if (total.get() > settings.total()) {
      leave(address, client, tenant);
      return new HoldRegistration.Refused("hold.total");
    }
    if (byClient.getOrDefault(client, 0) > settings.perClient()) {
      leave(address, client, tenant);
      return new HoldRegistration.Refused("hold.perClient");
    }
    Waiter waiter = new Waiter(client, tenant, deadline, new CompletableFuture<>());
    Place place = join(address, waiter);
    if (place == Place.NONE) {
      leave(address, client, tenant);
      return new HoldRegistration.Refused("hold.perSegment");
    }
    if (stopped) {
      abandon(address, STOPS);
    }
    return new HoldRegistration.Waiting(waiter.release(), place == Place.FIRST);
  }

  private Place join(SegmentAddress address, Waiter waiter) {
    AtomicReference<Place> place = new AtomicReference<>(Place.NONE);
    waiters.compute(
        address,
        (key, waiting) -> {
          List<Waiter> all = waiting == null ? new ArrayList<>(4) : waiting;
          if (all.size() < settings.perSegment()) {
            place.set(all.isEmpty() ? Place.FIRST : Place.BEHIND);
            all.add(waiter);
          }
          return all;
        });
    return place.get();
  }

  /** Releases all requests that wait for the segment of this decision. */
  public void decided(SegmentAddress address, Decision decision) {
    releaseAll(address, new HoldRelease.Decided(decision));
  }

  /**
   * Releases all requests that wait for the segment, because this node cannot tell how it is
   * decided.
   */
  public void abandon(SegmentAddress address, String reason) {
    releaseAll(address, new HoldRelease.Abandoned(reason));
  }

  /**
   * Releases all requests that wait for a segment of a matching track, because this node cannot
   * tell how it is decided.
   */
  public void abandon(Predicate<Track> tracks, String reason) {
    for (SegmentAddress address : waiters.keySet()) {
      if (tracks.test(address.track())) {
        abandon(address, reason);
      }
    }
  }

  /** Releases all requests, and from now on each new one at once, because the node stops. */
  public void stop() {
    stopped = true;
    abandon(track -> true, STOPS);
  }

  private void releaseAll(SegmentAddress address, HoldRelease release) {
    List<Waiter> released = waiters.remove(address);
    if (released != null) {
      complete(address, released, release);
    }
  }

  /**
   * Releases the requests whose deadline has passed. Called every few milliseconds.
   *
   * @param now epoch ms
   */
  public void expire(long now) {
    for (SegmentAddress address : waiters.keySet()) {
      List<Waiter> late = new ArrayList<>();
      waiters.computeIfPresent(
          address,
          (key, waiting) -> {
            waiting.stream().filter(w -> w.deadline() <= now).forEach(late::add);
            waiting.removeIf(w -> w.deadline() <= now);
            return waiting.isEmpty() ? null : waiting;
          });
      if (!late.isEmpty()) {
        complete(address, late, new HoldRelease.TimedOut());
      }
    }
  }

  /**
   * One task starts one task for each waiter, so the caller pays for a single hand-over. That task
   * itself completes the last waiter, so a request that waits alone costs one change of threads.
   */
  private void complete(SegmentAddress address, List<Waiter> released, HoldRelease release) {
    execute(
        () -> {
          released.forEach(waiter -> leave(address, waiter.client(), waiter.tenant()));
          int last = released.size() - 1;
          for (Waiter waiter : released.subList(0, last)) {
            execute(() -> waiter.release().complete(release));
          }
          released.get(last).release().complete(release);
        });
  }

  private void execute(Runnable task) {
    try {
      releases.execute(task);
    } catch (RejectedExecutionException e) {
      // The node stops, so this thread completes the late request itself.
      task.run();
    }
  }

  private void enter(SegmentAddress address, String client) {
    total.incrementAndGet();
    byClient.merge(client, 1, Integer::sum);
    byEvent.merge(address.track().event(), 1, Integer::sum);
  }

  private void leave(SegmentAddress address, String client, TenantUse tenant) {
    tenant.leave(Limit.HELD_REQUESTS, 1);
    total.decrementAndGet();
    byClient.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    byEvent.computeIfPresent(
        address.track().event(), (key, count) -> count == 1 ? null : count - 1);
  }

  /** Number of requests that wait now. */
  public int waiting() {
    return total.get();
  }

  /** Number of requests that wait now for a segment of this event. */
  public int waiting(EventId event) {
    return byEvent.getOrDefault(event, 0);
  }
}
