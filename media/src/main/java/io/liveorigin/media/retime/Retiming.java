package io.liveorigin.media.retime;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.OptionalLong;

/**
 * The difference in time between a segment and its copy.
 *
 * @param delta added to each baseMediaDecodeTime, ticks of {@code timescale}; may be negative
 * @param timescale ticks per second of the track (mdhd)
 * @param sequenceNumber mfhd sequence_number of the first fragment, incremented in those that
 *     follow, 0 to 2^32 - 1; unchanged if absent
 */
public record Retiming(long delta, long timescale, OptionalLong sequenceNumber) {
  static final long MAX_U32 = 0xffff_ffffL;

  public Retiming {
    if (timescale < 1 || timescale > MAX_U32) {
      throw new OriginException(
          ErrorCode.INTERNAL, "timescale must be 1 to " + MAX_U32 + ", but is " + timescale);
    }
    if (sequenceNumber.isPresent()
        && (sequenceNumber.getAsLong() < 0 || sequenceNumber.getAsLong() > MAX_U32)) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "sequenceNumber must be 0 to " + MAX_U32 + ", but is " + sequenceNumber.getAsLong());
    }
  }

  /** Returns a re-timing by {@code delta} ticks, later or earlier; the sequence number stays. */
  public static Retiming by(long delta, long timescale) {
    return new Retiming(delta, timescale, OptionalLong.empty());
  }
}
