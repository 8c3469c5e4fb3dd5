package io.liveorigin.serving.hls;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;
import java.util.Optional;

/**
 * The presentation time of a segment, as its line states it. Pure.
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
   * Returns the times that the decision lists if a playlist may state them, and otherwise those of
   * the schedule. A mistake of one packager must not give players a playlist that they reject: a
   * start that belongs to another number, or a duration that is not positive or rounds to more than
   * the target duration.
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

  /**
   * The times of the schedule in ticks of the segment duration, in which both are whole numbers.
   */
  private static LineTimes scheduled(Schedule schedule, long number) {
    long timescale = schedule.duration().timescale();
    return new LineTimes(
        timescale, schedule.decodeTime(number, timescale), schedule.duration().duration());
  }

  /**
   * Microseconds from the rounded start to the rounded end. The sum over consecutive segments is
   * therefore the duration of their media to the microsecond.
   */
  long micros() {
    return SaturatingMath.difference(
        MediaTime.nearest(SaturatingMath.sum(start, duration), timescale, MICROS),
        MediaTime.nearest(start, timescale, MICROS));
  }
}
