package io.liveorigin.serving.admin;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.invalidation.PurgeService;
import io.liveorigin.serving.invalidation.PurgeStatus;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Takes orders to invalidate and reports their progress. When a call returns, the order is durable
 * and in force; every serving node carries it out. Any thread.
 */
public final class InvalidationAdmin {
  /** Older orders are history: they are dropped when the event gets its next order. */
  private static final Duration HISTORY = Duration.ofDays(1);

  /**
   * The largest number of orders that are kept for all events, not counting those of declarations.
   * Each node reports every second which of them it has carried out.
   */
  public static final int MOST_KEPT = 1_024;

  private static final String OF_MASK = "mask.";
  private static final String DECLARED = "declared";
  private static final int LONGEST_NAME = 64;

  private final ControlState control;
  private final PurgeService purges;
  private final TenantRegistry tenants;
  private final Clock clock;

  public InvalidationAdmin(
      ControlState control, PurgeService purges, TenantRegistry tenants, Clock clock) {
    this.tenants = tenants;
    this.control = control;
    this.purges = purges;
    this.clock = clock;
  }

  /** The orders of an event with their progress, the latest first. */
  public List<PurgeStatus> list(EventId event) {
    known(control, event);
    return control.invalidations(event).stream()
        .sorted((a, b) -> Long.compare(b.requestedAt(), a.requestedAt()))
        .map(purges::status)
        .toList();
  }

  public PurgeStatus status(EventId event, String id) {
    return list(event).stream()
        .filter(status -> status.invalidation().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new OriginException(
                    ErrorCode.UNKNOWN_INVALIDATION, event + " has no invalidation " + id));
  }

  /** Takes an order as an operator wrote it; returns it as it is in the log. */
  public Invalidation order(ControlLog log, Invalidation wanted) {
    return log.change((state, edit) -> order(state, wanted, 1, edit));
  }

  /**
   * Adds an order, after a check of the limits.
   *
   * @param times factor by which the limits for operators' orders are multiplied
   */
  private Invalidation order(ControlState state, Invalidation wanted, int times, ControlEdit edit) {
    EventDefinition definition = known(state, wanted.eventId()).definition();
    if (!wanted.pipeline().equals(Invalidation.ALL)
        && !definition.pipelines().contains(wanted.pipeline())) {
      throw invalid(
          "pipeline must be * or one of "
              + definition.pipelines()
              + ", but is "
              + wanted.pipeline());
    }
    if (!wanted.representation().equals(Invalidation.ALL)
        && definition.representation(wanted.representation()).isEmpty()) {
      throw invalid(
          "representation must be * or one of the event's, but is " + wanted.representation());
    }
    long now = clock.millis();
    requireTenantsRoom(state, wanted, now, times);
    makeRoom(state, wanted, now, times * MOST_KEPT, edit);
    Invalidation taken =
        wanted.taken(now, wanted.wholeEvent() ? version(state, wanted.eventId()) + 1 : 0);
    edit.put(taken);
    return taken;
  }

  /**
   * Orders an invalidation after an event was declared. Its URLs may have been those of an earlier
   * event of that name, of which caches in front may still have responses, or may have been refused
   * a moment ago.
   */
  void declared(EventDefinition event, ControlEdit edit) {
    Invalidation order =
        new Invalidation(
                event.tenant(),
                event.event(),
                DECLARED,
                Invalidation.ALL,
                Invalidation.ALL,
                null,
                null,
                0L,
                0L,
                "the event was declared")
            .taken(clock.millis(), 0);
    edit.put(order);
  }

  /**
   * Orders an invalidation after a mask was set or changed: it purges responses with the masked
   * bytes.
   */
  void masked(ControlState state, Mask mask, ControlEdit edit) {
    order(state, mask, mask.pipeline(), edit);
  }

  /**
   * Orders an invalidation after a mask was removed: addresses that it left without a winner may
   * get one.
   */
  void unmasked(ControlState state, Mask mask, ControlEdit edit) {
    order(state, mask, Invalidation.ALL, edit);
  }

  /**
   * Has twice the limits of operators' orders, which therefore cannot cause the order of a mask to
   * be refused.
   */
  private void order(ControlState state, Mask mask, String pipeline, ControlEdit edit) {
    order(
        state,
        new Invalidation(
            mask.tenant(),
            mask.event(),
            ofMask(mask.id()),
            pipeline,
            mask.representation(),
            mask.from(),
            mask.to(),
            0L,
            0L,
            "mask " + mask.id()),
        2,
        edit);
  }

  /** The id of the order that follows a mask: {@code mask.} and the mask's id, or its digest. */
  static String ofMask(String mask) {
    String id = OF_MASK + mask;
    return id.length() <= LONGEST_NAME
        ? id
        : OF_MASK + Digest.of(mask.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  /** The number of times that the whole event was invalidated. */
  private static long version(ControlState state, EventId event) {
    return state.invalidations(event).stream().mapToLong(Invalidation::version).max().orElse(0);
  }

  /**
   * Keeps one tenant's orders that may not be dropped yet from taking the room of other tenants.
   */
  private void requireTenantsRoom(ControlState state, Invalidation wanted, long now, int times) {
    String tenant = wanted.tenant();
    long most = tenants.most(tenant, Limit.INVALIDATIONS);
    long allowed = most / times < MOST_KEPT ? most * times : most;
    List<Invalidation> under =
        state.invalidations().stream()
            .filter(order -> order.tenant().equals(tenant))
            .filter(order -> !ControlKey.of(order).equals(ControlKey.of(wanted)))
            .filter(InvalidationAdmin::counts)
            .filter(order -> !dispensable(order, now))
            .toList();
    if (under.size() >= allowed) {
      tenants.of(tenant).refused(Limit.INVALIDATIONS);
      throw tooMany(
          under,
          now,
          under.size()
              + " invalidations of tenant '"
              + tenant
              + "' are under way, but it may have only "
              + allowed
              + " ("
              + Limit.INVALIDATIONS.key()
              + ")");
    }
  }

  /**
   * Whether the order counts towards the limits. Those of declarations do not: an event has one, so
   * the limits of events bound them, and the declaration of many events keeps out no order.
   */
  private static boolean counts(Invalidation order) {
    return !order.id().equals(DECLARED);
  }

  private boolean dispensable(Invalidation order, long now) {
    return order.requestedAt() < now - PurgeService.YOUNG.toMillis() && purges.settled(order);
  }

  /**
   * A refusal with the seconds until the oldest order may be dropped, if it is carried out by then.
   */
  private static RefusedException tooMany(List<Invalidation> under, long now, String why) {
    long oldest = under.stream().mapToLong(Invalidation::requestedAt).min().orElse(now);
    long seconds = Math.max(1, (oldest + PurgeService.YOUNG.toMillis() - now) / 1000 + 1);
    return new RefusedException(
        Refusal.of(
                ErrorCode.TOO_MANY_INVALIDATIONS,
                why
                    + ", and none of them is both carried out and older than "
                    + PurgeService.YOUNG.toMinutes()
                    + " min; repeat the order later, or invalidate the whole event",
                CachePolicy.NO_STORE)
            .with(Refusal.RETRY_AFTER, Long.toString(seconds)));
  }

  /**
   * Drops the history of the event and, if all events together have too many orders, the oldest of
   * those that are carried out. An order that is not carried out is never dropped.
   */
  private void makeRoom(
      ControlState state, Invalidation wanted, long now, int most, ControlEdit edit) {
    List<Invalidation> others =
        state.invalidations().stream()
            .filter(order -> !ControlKey.of(order).equals(ControlKey.of(wanted)))
            .sorted(Comparator.comparingLong(Invalidation::requestedAt))
            .toList();
    long left = others.stream().filter(InvalidationAdmin::counts).count();
    for (Invalidation order : others) {
      boolean history =
          order.eventId().equals(wanted.eventId())
              && order.requestedAt() < now - HISTORY.toMillis();
      boolean dispensable = counts(order) && left >= most && dispensable(order, now);
      if ((history || dispensable) && !isOfCurrentVersion(state, order)) {
        edit.delete(ControlKey.of(order));
        left -= counts(order) ? 1 : 0;
      }
    }
    if (left >= most) {
      List<Invalidation> counting = others.stream().filter(InvalidationAdmin::counts).toList();
      throw tooMany(counting, now, left + " invalidations are kept");
    }
  }

  /**
   * Whether this is the latest order of the whole event, which records how often it was
   * invalidated.
   */
  private static boolean isOfCurrentVersion(ControlState state, Invalidation order) {
    return order.version() > 0 && order.version() == version(state, order.eventId());
  }

  /** Removes the orders of an event that is removed. */
  static void removeAll(ControlState state, EventId event, ControlEdit edit) {
    state.invalidations(event).forEach(order -> edit.delete(ControlKey.of(order)));
  }

  private static LiveEvent known(ControlState state, EventId id) {
    return state
        .event(id)
        .orElseThrow(() -> new OriginException(ErrorCode.UNKNOWN_EVENT, id.toString()));
  }

  private static OriginException invalid(String detail) {
    return new OriginException(ErrorCode.INVALID_INVALIDATION, detail);
  }
}
