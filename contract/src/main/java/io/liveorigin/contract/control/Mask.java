package io.liveorigin.contract.control;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * An operator's exclusion of a number range of one pipeline.
 *
 * @param tenant owner
 * @param event event
 * @param id name of the mask within the event
 * @param pipeline the pipeline that does not count
 * @param representation one representation, or {@code *} for all
 * @param from first number, inclusive
 * @param to last number, inclusive
 * @param reason explanation for the record; at most 200 characters
 */
public record Mask(
    String tenant,
    String event,
    String id,
    String pipeline,
    String representation,
    long from,
    long to,
    String reason) {

  public static final String ALL = "*";

  public Mask {
    name("tenant", tenant);
    name("event", event);
    name("id", id);
    name("pipeline", pipeline);
    if (representation == null) {
      representation = ALL;
    }
    if (!representation.equals(ALL)) {
      name("representation", representation);
    }
    if (from < 0 || to < from || to > SegmentAddress.MAX_NUMBER) {
      throw new OriginException(
          ErrorCode.INVALID_MASK,
          "from and to must be 0 <= from <= to <= "
              + SegmentAddress.MAX_NUMBER
              + ", but are "
              + from
              + " and "
              + to);
    }
    reason = reason == null ? "" : reason;
    if (reason.length() > 200) {
      throw new OriginException(ErrorCode.INVALID_MASK, "reason must be at most 200 characters");
    }
  }

  public EventId eventId() {
    return new EventId(tenant, event);
  }

  public boolean covers(SegmentAddress address) {
    return address.number() >= from
        && address.number() <= to
        && coversRepresentation(address.track().representation())
        && address.track().event().equals(eventId());
  }

  public boolean coversRepresentation(String id) {
    return representation.equals(ALL) || representation.equals(id);
  }

  private static void name(String key, String value) {
    if (value == null || !NameRules.isName(value)) {
      throw new OriginException(
          ErrorCode.INVALID_MASK,
          key + " must be 1 to 64 of A-Z a-z 0-9 . _ -, but is '" + value + "'");
    }
  }
}
