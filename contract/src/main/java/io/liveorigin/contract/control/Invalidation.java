package io.liveorigin.contract.control;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * An order to purge responses from the caches in front: those of a whole event, of a number range,
 * or of the part of a range that one pipeline won. In the log it follows the record that made it
 * necessary, so a task that reads it has already read, for example, the mask.
 *
 * @param tenant owner
 * @param event event
 * @param id name of the invalidation within the event; a second one with the same id is a new order
 * @param pipeline responses with this pipeline's bytes, or {@code *} for all
 * @param representation one representation, or {@code *} for all
 * @param from first number, inclusive; 0 by default
 * @param to last number, inclusive; the largest possible by default
 * @param requestedAt when the admin API accepted the order, epoch ms; 0 in a document that an
 *     operator writes
 * @param version counts the invalidations of the whole event; 0 if only a part is purged
 * @param reason explanation for the record; at most 200 characters
 */
public record Invalidation(
    String tenant,
    String event,
    String id,
    String pipeline,
    String representation,
    Long from,
    Long to,
    Long requestedAt,
    Long version,
    String reason) {

  public static final String ALL = Mask.ALL;
  private static final int MAX_REASON = 200;

  public Invalidation {
    name("tenant", tenant);
    name("event", event);
    name("id", id);
    pipeline = pipeline == null ? ALL : pipeline;
    representation = representation == null ? ALL : representation;
    if (!pipeline.equals(ALL)) {
      name("pipeline", pipeline);
    }
    if (!representation.equals(ALL)) {
      name("representation", representation);
    }
    from = from == null ? 0 : from;
    to = to == null ? SegmentAddress.MAX_NUMBER : to;
    if (from < 0 || to < from || to > SegmentAddress.MAX_NUMBER) {
      throw invalid(
          "from and to must be 0 <= from <= to <= "
              + SegmentAddress.MAX_NUMBER
              + ", but are "
              + from
              + " and "
              + to);
    }
    requestedAt = requestedAt == null ? 0 : requestedAt;
    version = version == null ? 0 : version;
    if (requestedAt < 0 || version < 0) {
      throw invalid("requestedAt and version must not be negative");
    }
    reason = reason == null ? "" : reason;
    if (reason.length() > MAX_REASON) {
      throw invalid("reason must be at most " + MAX_REASON + " characters");
    }
  }

  public EventId eventId() {
    return new EventId(tenant, event);
  }

  /**
   * Returns whether everything of the event is purged: segments, init segments and the manifest.
   */
  public boolean wholeEvent() {
    return pipeline.equals(ALL)
        && representation.equals(ALL)
        && from == 0
        && to == SegmentAddress.MAX_NUMBER;
  }

  public boolean coversRepresentation(String other) {
    return representation.equals(ALL) || representation.equals(other);
  }

  /** Returns the same order, accepted at {@code now} (epoch ms). */
  public Invalidation taken(long now, long eventVersion) {
    return new Invalidation(
        tenant, event, id, pipeline, representation, from, to, now, eventVersion, reason);
  }

  /** Identifies this order among all, including those with the same id. */
  public String token() {
    return eventId() + "/" + id + "@" + requestedAt;
  }

  private static void name(String key, String value) {
    if (value == null || !NameRules.isName(value)) {
      throw invalid(key + " must be 1 to 64 of A-Z a-z 0-9 . _ -, but is '" + value + "'");
    }
  }

  private static OriginException invalid(String detail) {
    return new OriginException(ErrorCode.INVALID_INVALIDATION, detail);
  }
}
