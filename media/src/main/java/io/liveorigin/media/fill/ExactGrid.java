package io.liveorigin.media.fill;

import io.liveorigin.contract.schedule.Schedule;
import java.math.BigInteger;

/**
 * Where the schedule wants the segments of a track to begin, exactly.
 *
 * @param timescale ticks per second, 1 to 2^32 - 1
 * @param number of the filler
 */
record ExactGrid(Schedule schedule, long timescale, long number) {
  /** Start of segment {@code of}, ticks of media time: (n - startNumber) x duration. */
  Fraction start(BigInteger of) {
    BigInteger since = of.subtract(BigInteger.valueOf(schedule.startNumber()));
    return new Fraction(since, BigInteger.ONE).times(segment());
  }

  Fraction start(long of) {
    return start(BigInteger.valueOf(of));
  }

  /** Length of a segment, ticks. */
  Fraction segment() {
    return Fraction.of(schedule.duration().duration(), schedule.duration().timescale())
        .times(Fraction.of(timescale));
  }
}
