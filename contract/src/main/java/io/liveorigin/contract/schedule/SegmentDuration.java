package io.liveorigin.contract.schedule;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.Example;

/**
 * The constant duration of every segment as a rational, {@code duration / timescale} seconds
 * (SegmentTemplate@duration and @timescale, ISO/IEC 23009-1, 5.3.9.2). 29.97 fps needs 60060/30000.
 */
@Example("{duration: 2, timescale: 1}")
public record SegmentDuration(long duration, long timescale) {
  private static final long MAX = 9_000_000L;
  private static final long MAX_SECONDS = 60;

  public SegmentDuration {
    if (duration < 1 || duration > MAX) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "segmentDuration.duration must be 1 to " + MAX + ", but is " + duration);
    }
    if (timescale < 1 || timescale > MAX) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "segmentDuration.timescale must be 1 to " + MAX + ", but is " + timescale);
    }
    if (duration > MAX_SECONDS * timescale || duration * 10 < timescale) {
      throw new OriginException(
          ErrorCode.INVALID_EVENT,
          "segmentDuration must be 0.1 s to 60 s, but is " + duration + "/" + timescale + " s");
    }
  }

  /**
   * Length of {@code count} segments in ms, rounded up, so that an instant computed from it is
   * never early. Saturates, as {@link #ticks} does.
   */
  public long millisCeil(long count) {
    long ticks = SaturatingMath.product(count, duration);
    long seconds = Math.floorDiv(ticks, timescale);
    long rest = Math.floorMod(ticks, timescale);
    return SaturatingMath.sum(
        SaturatingMath.product(seconds, 1000), ceilDiv(rest * 1000, timescale));
  }

  /**
   * How many whole segments fit into {@code millis}: the largest n with millisCeil(n) <= millis.
   * Saturates, and never throws, whatever the instant.
   */
  public long countFloor(long millis) {
    long seconds = Math.floorDiv(millis, 1000L);
    long rest = Math.floorMod(millis, 1000L);
    long ticks =
        SaturatingMath.sum(SaturatingMath.product(seconds, timescale), rest * timescale / 1000);
    return Math.floorDiv(ticks, duration);
  }

  /**
   * Length of {@code count} segments in ticks of {@code mediaTimescale} (1 to 2^32 - 1, as in
   * mdhd), rounded to the nearest. Saturates: a length beyond 63 bits is {@link Long#MAX_VALUE} or
   * {@link Long#MIN_VALUE}.
   */
  public long ticks(long count, long mediaTimescale) {
    long ticks = SaturatingMath.product(count, duration);
    long seconds = Math.floorDiv(ticks, timescale);
    long rest = Math.floorMod(ticks, timescale);
    return SaturatingMath.sum(
        SaturatingMath.product(seconds, mediaTimescale),
        (2 * rest * mediaTimescale + timescale) / (2 * timescale));
  }

  /**
   * The segment whose start is nearest to {@code ticks} of {@code mediaTimescale} (1 to 2^32 - 1);
   * of two equally near ones, the later. Decode times come from the network, so this never throws,
   * whatever they are, and a time beyond 63 bits gives a number beyond any schedule.
   */
  public long nearest(long ticks, long mediaTimescale) {
    long seconds = Math.floorDiv(ticks, mediaTimescale);
    long rest = Math.floorMod(ticks, mediaTimescale);
    // Whole segments in the whole seconds; what remains, in 1/(timescale x mediaTimescale) s, is
    // below 2^57. Rounding to this timescale's ticks first would round twice: 0.6 s of 2 s segments
    // became 1.
    long own = SaturatingMath.product(seconds, timescale);
    long whole = Math.floorDiv(own, duration);
    long remaining = Math.floorMod(own, duration) * mediaTimescale + rest * timescale;
    long segment = duration * mediaTimescale;
    return SaturatingMath.sum(whole, Math.floorDiv(2 * remaining + segment, 2 * segment));
  }

  private static long ceilDiv(long value, long by) {
    return -Math.floorDiv(-value, by);
  }
}
