package io.liveorigin.media.box;

/**
 * Saturating arithmetic for values from hostile bytes: a result stays at the end of the range
 * instead of wrapping round, so that a sum of absurd values is never a plausible one.
 */
public final class BoxMath {
  private BoxMath() {}

  public static long add(long a, long b) {
    long sum = a + b;
    // Overflow if and only if both operands have the opposite sign of the sum.
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  public static long subtract(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return difference;
  }

  public static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
      return low;
    }
    return (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
  }
}
