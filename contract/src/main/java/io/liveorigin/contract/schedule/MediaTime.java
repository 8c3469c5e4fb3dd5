package io.liveorigin.contract.schedule;

/**
 * Converts media times to other timescales, in integer arithmetic. Times come from the network, so
 * no method throws, whatever they are, and results beyond 63 bits saturate. Pure functions.
 */
public final class MediaTime {
  private MediaTime() {}

  /**
   * The nearest tick of another timescale; of two equally near ones, the later.
   *
   * @param ticks a time in ticks of {@code from}; may be negative
   * @param from ticks per second, 1 to 2^32 - 1
   * @param to ticks per second, 1 to 10^8
   */
  public static long nearest(long ticks, long from, long to) {
    return scaled(ticks, from, to, from);
  }

  /**
   * The last tick of another timescale that is not after {@code ticks}; otherwise as {@link
   * #nearest}.
   */
  public static long floor(long ticks, long from, long to) {
    return scaled(ticks, from, to, 0);
  }

  /** {@code rest} is below 2^32 and {@code to} at most 10^8: the sum stays below 2^60. */
  private static long scaled(long ticks, long from, long to, long half) {
    if (from == to) {
      return ticks;
    }
    long seconds = Math.floorDiv(ticks, from);
    long rest = Math.floorMod(ticks, from);
    return SaturatingMath.sum(
        SaturatingMath.product(seconds, to), Math.floorDiv(2 * rest * to + half, 2 * from));
  }
}
