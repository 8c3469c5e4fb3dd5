package io.liveorigin.media.fill;

import java.math.BigInteger;

/**
 * Decode times of evenly spaced samples from a point of media time on. Each is rounded to the
 * nearest tick by itself, so that errors do not add up. Pure.
 */
final class SampleTimes {
  private static final int MAX_BITS = 62;
  private static final long MAX_DURATION = 0xffff_ffffL;

  private final Fraction origin;
  private final Fraction unit;
  private final long from;
  private final long to;

  private SampleTimes(Fraction origin, Fraction unit, long from, long to) {
    this.origin = origin;
    this.unit = unit;
    this.from = from;
    this.to = to;
  }

  /**
   * @param origin point from which units count, ticks
   * @param unit length of a unit, ticks
   * @param from start of the first sample, units after the origin
   * @param to end of the last sample, units after the origin
   */
  static SampleTimes of(Fraction origin, Fraction unit, BigInteger from, BigInteger to) {
    BigInteger last = new Fraction(to, BigInteger.ONE).times(unit).plus(origin).nearest();
    boolean inRange =
        last.bitLength() <= MAX_BITS && from.bitLength() <= MAX_BITS && to.bitLength() <= MAX_BITS;
    NoFillerException.unless(inRange, "its time is too large for a segment");
    SampleTimes times = new SampleTimes(origin, unit, from.longValue(), to.longValue());
    NoFillerException.unless(times.start() >= 0, "its time is before media time zero");
    NoFillerException.unless(times.duration() > 0, "its source leaves no time for it");
    NoFillerException.unless(
        times.duration() <= MAX_DURATION, "it would be too long for one sample");
    return times;
  }

  /** Returns times with a unit of one tick, from {@code from} to {@code to}. */
  static SampleTimes ticks(BigInteger from, BigInteger to) {
    return of(Fraction.of(0), Fraction.ONE, from, to);
  }

  /**
   * Returns the times of one sample for the whole segment by the schedule.
   *
   * @param shift shift of the track's times against the schedule, ticks
   */
  static SampleTimes scheduled(ExactGrid grid, Fraction shift) {
    BigInteger number = BigInteger.valueOf(grid.number());
    return ticks(
        grid.start(number).plus(shift).nearest(),
        grid.start(number.add(BigInteger.ONE)).plus(shift).nearest());
  }

  private long tick(long units) {
    return Fraction.of(units).times(unit).plus(origin).nearest().longValue();
  }

  /** Returns the decode time of the first sample, ticks. */
  long start() {
    return tick(from);
  }

  /** Returns the duration of all samples, ticks. */
  long duration() {
    return tick(to) - tick(from);
  }

  /** Returns the number of samples of one unit each. */
  long count() {
    return to - from;
  }

  /** Returns the duration of sample {@code i} if each lasts one unit, ticks. */
  long duration(long i) {
    return tick(from + i + 1) - tick(from + i);
  }
}
