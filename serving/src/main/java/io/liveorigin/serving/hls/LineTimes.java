package io.liveorigin.serving.hls;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;
import java.util.Optional;

/**
 * When a segment is presented, as its line says it. Pure.
 *
 * @param timescale ticks per second, 1 to 2^32 - 1
 * @param start of its first sample, ticks from media time zero
 * @param duration ticks
 */
public record LineTimes(long timescale, long start, long duration) {
  private static final long MICROS = 1_000_000;

  public LineTimes {
    if (timescale < 1) {
      throw new IllegalArgumentException("timescale must be at least 1, but is " + timescale);
    }
  }

  /**
   * Those that the decision lists, where a playlist may say them; else those of the schedule. One
   * packager's mistake must not give players a playlist that they refuse: a start that names
   * another number, or a length that is nothing or rounds to more than the target duration.
   */
  public static LineTimes of(
      Schedule schedule, TargetDuration target, long number, Listing listing) {
    return Optional.of(listing)
        .filter(listed -> listed.timescale() > 0)
        .map(listed -> new LineTimes(listed.timescale(), listed.start(), listed.duration()))
        .filter(times -> schedule.numberAt(times.start, times.timescale) == number)
        .filter(times -> target.allows(times.micros()))
        .orElseGet(() -> scheduled(schedule, number));
  }

  /** In ticks of the segment duration, of which both are whole numbers. */
  private static LineTimes scheduled(Schedule schedule, long number) {
    long timescale = schedule.duration().timescale();
    return new LineTimes(
        timescale, schedule.decodeTime(number, timescale), schedule.duration().duration());
  }

  /**
   * Microseconds from start to end, each of them rounded: where segments follow one another, the
   * sum of any run of them is that of their media to the microsecond.
   */
  long micros() {
    return SaturatingMath.difference(
        MediaTime.nearest(SaturatingMath.sum(start, duration), timescale, MICROS),
        MediaTime.nearest(start, timescale, MICROS));
  }
}
