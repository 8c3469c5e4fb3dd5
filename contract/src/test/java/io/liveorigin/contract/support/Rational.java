package io.liveorigin.contract.support;

import java.math.BigInteger;

/** An exact fraction: the oracle of the schedule arithmetic. The denominator is positive. */
public record Rational(BigInteger numerator, BigInteger denominator) {
  public static Rational of(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  public Rational times(long factor) {
    return new Rational(numerator.multiply(BigInteger.valueOf(factor)), denominator);
  }

  public Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** Divides by {@code other}, which must be positive. */
  public Rational dividedBy(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  public BigInteger ceil() {
    return new Rational(numerator.negate(), denominator).floor().negate();
  }

  /** Rounds to the nearest integer; halves are rounded up. */
  public BigInteger round() {
    return plus(Rational.of(1, 2)).floor();
  }
}
