package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * One media segment: a track and an epoch number ({@code $Number$}, ISO/IEC 23009-1, 5.3.9.4.4).
 */
public record SegmentAddress(Track track, long number) implements Address {
  /**
   * The largest segment number. It keeps every product of the schedule within 63 bits. At 2 s per
   * segment, it is reached after 63,000 years.
   */
  public static final long MAX_NUMBER = 1_000_000_000_000L;

  public SegmentAddress {
    if (number < 0 || number > MAX_NUMBER) {
      throw new OriginException(
          ErrorCode.NUMBER_OUTSIDE_SCHEDULE,
          "segment number must be 0 to " + MAX_NUMBER + ", but is " + number);
    }
  }

  @Override
  public String toString() {
    return track + "/" + number;
  }
}
