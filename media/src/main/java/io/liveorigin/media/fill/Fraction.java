package io.liveorigin.media.fill;

import java.math.BigInteger;

/**
 * An exact number of ticks. Numbers, durations and timescales have up to 63 bits, and boundaries
 * must not drift, so nothing is rounded before the end of a calculation.
 *
 * @param num numerator
 * @param den denominator, positive
 */
record Fraction(BigInteger num, BigInteger den) implements Comparable<Fraction> {
  static final Fraction ONE = of(1);

  static Fraction of(long value) {
    return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
  }

  /**
   * @param den positive
   */
  static Fraction of(long num, long den) {
    return new Fraction(BigInteger.valueOf(num), BigInteger.valueOf(den));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        num.multiply(other.den).add(other.num.multiply(den)), den.multiply(other.den));
  }

  Fraction minus(Fraction other) {
    return plus(other.negated());
  }

  Fraction negated() {
    return new Fraction(num.negate(), den);
  }

  Fraction times(Fraction other) {
    return new Fraction(num.multiply(other.num), den.multiply(other.den));
  }

  /**
   * @param other positive
   */
  Fraction over(Fraction other) {
    return new Fraction(num.multiply(other.den), den.multiply(other.num));
  }

  /** Returns the largest whole number that is not greater. */
  BigInteger floor() {
    BigInteger[] parts = num.divideAndRemainder(den);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  BigInteger ceil() {
    return negated().floor().negate();
  }

  /** Returns the nearest whole number; of two equally near ones, the greater. */
  BigInteger nearest() {
    return plus(of(1, 2)).floor();
  }

  boolean less(Fraction other) {
    return compareTo(other) < 0;
  }

  Fraction abs() {
    return new Fraction(num.abs(), den);
  }

  @Override
  public int compareTo(Fraction other) {
    return num.multiply(other.den).compareTo(other.num.multiply(den));
  }
}
