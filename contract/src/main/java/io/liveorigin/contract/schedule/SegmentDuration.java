package io.liveorigin.contract.schedule;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * The constant duration of every segment as a rational, {@code duration / timescale} seconds
 * (SegmentTemplate@duration and @timescale, ISO/IEC 23009-1, 5.3.9.2). 29.97 fps needs 60060/30000.
 */
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
   * Length of {@code count} segments in ms, rounded up: an instant computed from it is never early.
   */
  public long millisCeil(long count) {
    long ticks = Math.multiplyExact(count, duration);
    long seconds = Math.floorDiv(ticks, timescale);
    long rest = Math.floorMod(ticks, timescale);
    return seconds * 1000 + ceilDiv(rest * 1000, timescale);
  }

  /**
   * How many whole segments fit into {@code millis}: the largest n with millisCeil(n) <= millis.
   */
  public long countFloor(long millis) {
    long seconds = Math.floorDiv(millis, 1000L);
    long rest = Math.floorMod(millis, 1000L);
    long ticks = Math.addExact(Math.multiplyExact(seconds, timescale), rest * timescale / 1000);
    return Math.floorDiv(ticks, duration);
  }

  /**
   * Length of {@code count} segments in ticks of {@code mediaTimescale}, rounded to the nearest.
   */
  public long ticks(long count, long mediaTimescale) {
    long ticks = Math.multiplyExact(count, duration);
    long seconds = Math.floorDiv(ticks, timescale);
    long rest = Math.floorMod(ticks, timescale);
    return Math.addExact(
        Math.multiplyExact(seconds, mediaTimescale),
        (2 * rest * mediaTimescale + timescale) / (2 * timescale));
  }

  /** The segment whose start is nearest to {@code ticks} of {@code mediaTimescale}. */
  public long nearest(long ticks, long mediaTimescale) {
    long seconds = Math.floorDiv(ticks, mediaTimescale);
    long rest = Math.floorMod(ticks, mediaTimescale);
    long own =
        Math.addExact(
            Math.multiplyExact(seconds, timescale),
            (2 * rest * timescale + mediaTimescale) / (2 * mediaTimescale));
    return Math.floorDiv(Math.addExact(2 * own, duration), 2 * duration);
  }

  private static long ceilDiv(long value, long by) {
    return -Math.floorDiv(-value, by);
  }
}
