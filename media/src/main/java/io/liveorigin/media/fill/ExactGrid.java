package io.liveorigin.media.fill;

import io.liveorigin.contract.schedule.Schedule;
import java.math.BigInteger;

/**
 * The exact instants at which the segments of a track begin by the schedule.
 *
 * @param timescale ticks per second, 1 to 2^32 - 1
 * @param number number of the filler
 */
record ExactGrid(Schedule schedule, long timescale, long number) {
  /** Returns the start of segment {@code of}, ticks of media time: (n - startNumber) x duration. */
  Fraction start(BigInteger of) {
    BigInteger since = of.subtract(BigInteger.valueOf(schedule.startNumber()));
    return new Fraction(since, BigInteger.ONE).times(segment());
  }

  Fraction start(long of) {
    return start(BigInteger.valueOf(of));
  }

  /** Returns the length of a segment, ticks. */
  Fraction segment() {
    return Fraction.of(schedule.duration().duration(), schedule.duration().timescale())
        .times(Fraction.of(timescale));
  }
}
