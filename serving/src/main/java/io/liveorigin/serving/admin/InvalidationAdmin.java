package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.wire.ControlJson;
import io.liveorigin.serving.purge.PurgeStatus;
import io.liveorigin.serving.purge.Purges;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes orders to invalidate, and says how they stand. An order is durable when a call returns; it
 * is carried out by every serving node. Any thread.
 */
public final class InvalidationAdmin {
  /** What was ordered so long ago is history: it is dropped when the event gets its next order. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final String OF_MASK = "mask.";
  private static final int LONGEST_NAME = 64;

  private final ControlState control;
  private final ControlPublisher publisher;
  private final Purges purges;
  private final Clock clock;

  public InvalidationAdmin(
      ControlState control, ControlPublisher publisher, Purges purges, Clock clock) {
    this.control = control;
    this.publisher = publisher;
    this.purges = purges;
    this.clock = clock;
  }

  /** The orders of an event and how each stands, the latest first. */
  public List<PurgeStatus> list(EventId event) {
    known(event);
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

  /** Takes an order as an operator wrote it; returns it as it stands in the log. */
  public synchronized Invalidation order(Invalidation wanted) {
    EventDefinition definition = known(wanted.eventId()).definition();
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
    dropHistory(wanted.eventId(), now);
    Invalidation taken = wanted.taken(now, wanted.wholeEvent() ? version(wanted.eventId()) + 1 : 0);
    publisher.publish(
        ControlKey.invalidation(taken.eventId(), taken.id()),
        Optional.of(ControlJson.write(taken)));
    return taken;
  }

  /** A mask was set or changed: the answers with the masked bytes go. */
  void masked(Mask mask) {
    order(mask, mask.pipeline());
  }

  /** A mask was removed: what it left without a winner may have one. */
  void unmasked(Mask mask) {
    order(mask, Invalidation.ALL);
  }

  private void order(Mask mask, String pipeline) {
    order(
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
            "mask " + mask.id()));
  }

  /** The id of the order that follows a mask: {@code mask.} and the mask's, or its digest. */
  static String ofMask(String mask) {
    String id = OF_MASK + mask;
    return id.length() <= LONGEST_NAME
        ? id
        : OF_MASK + Digest.of(mask.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  /** How often the whole event was invalidated. */
  private long version(EventId event) {
    return control.invalidations(event).stream().mapToLong(Invalidation::version).max().orElse(0);
  }

  private void dropHistory(EventId event, long now) {
    long version = version(event);
    control.invalidations(event).stream()
        .filter(order -> order.requestedAt() < now - KEPT.toMillis())
        // The latest of the whole event says its version.
        .filter(order -> order.version() == 0 || order.version() < version)
        .forEach(order -> remove(event, order));
  }

  /** The event is removed, and its orders with it. */
  void removeAll(EventId event) {
    control.invalidations(event).forEach(order -> remove(event, order));
  }

  private void remove(EventId event, Invalidation order) {
    publisher.publish(ControlKey.invalidation(event, order.id()), Optional.empty());
  }

  private LiveEvent known(EventId id) {
    return control
        .event(id)
        .orElseThrow(() -> new OriginException(ErrorCode.UNKNOWN_EVENT, id.toString()));
  }

  private static OriginException invalid(String detail) {
    return new OriginException(ErrorCode.INVALID_INVALIDATION, detail);
  }
}
