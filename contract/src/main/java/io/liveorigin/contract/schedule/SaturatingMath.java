package io.liveorigin.contract.schedule;

/**
 * Integer arithmetic that stops at the largest and the smallest long instead of throwing or
 * wrapping around. Numbers, durations and instants come from the network and from records: an
 * extreme one must give an extreme result, which every comparison then refuses, and never an
 * exception.
 */
public final class SaturatingMath {
  private SaturatingMath() {}

  /** The sum of both. */
  public static long sum(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** {@code a} minus {@code b}. */
  public static long difference(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) >= 0 ? difference : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** The product of both. */
  public static long product(long a, long b) {
    long low = a * b;
    return Math.multiplyHigh(a, b) == low >> 63
        ? low
        : (a ^ b) < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
