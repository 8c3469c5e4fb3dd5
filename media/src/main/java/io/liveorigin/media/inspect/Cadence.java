package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.Saturated;
import java.util.Optional;

/**
 * What the samples of one track of one segment ought to be.
 *
 * @param period of a sample
 * @param segmentTicks how long the schedule makes the segment, ticks
 * @param dueTicks how long its samples are together, if none is missing, ticks
 * @param tolerance by how much the sum may differ from {@code segmentTicks}, ticks
 */
record Cadence(Period period, long segmentTicks, long dueTicks, long tolerance) {
  private static final int ROUNDING_PER_SECOND = 500;

  /** A tenth of a second: two reordered frames at 20 fps and more. */
  private static final int CUTS_EARLY_PER_SECOND = 10;

  /** Empty where there is no timescale, no sample that lasts any time, or no such segment. */
  static Optional<Cadence> of(InspectionContext context, TrackFacts track, ContentType type) {
    if (track.timescale() == 0 || track.sampleDuration() == 0) {
      return Optional.empty();
    }
    Period typical = Period.of(track.sampleDuration());
    Period period =
        type == ContentType.VIDEO
            ? declared(context.representation(), track.timescale())
                .filter(declared -> !slower(declared, track.sampleDuration()))
                .orElse(typical)
            : typical;
    Schedule schedule = context.schedule();
    long number = context.address().number();
    long start = schedule.decodeTime(number, track.timescale());
    long end = schedule.decodeTime(number + 1, track.timescale());
    long segment = Saturated.subtract(end, start);
    if (segment <= 0) {
      return Optional.empty(); // so far beyond the schedule that both ends are the same
    }
    return Optional.of(
        new Cadence(
            period,
            segment,
            due(period, start, end, track.decodeTime()),
            tolerance(period, segment, type, track.timescale())));
  }

  private static Optional<Period> declared(Representation representation, long timescale) {
    return representation
        .frameRate()
        .map(
            rate -> {
              int slash = rate.indexOf('/');
              long frames = Long.parseLong(slash < 0 ? rate : rate.substring(0, slash));
              long seconds = slash < 0 ? 1 : Long.parseLong(rate.substring(slash + 1));
              return new Period(timescale * seconds, frames);
            });
  }

  /** More frames than declared are no defect of the segment: the declaration is wrong. */
  private static boolean slower(Period declared, long typical) {
    return 4 * typical * declared.den() < 3 * declared.num();
  }

  /**
   * As many whole samples as begin before the next segment does, where the first one begins within
   * one of the start: of 46.875 frames of HE-AAC in 2 s it is 46 or 47. Else what is scheduled.
   */
  private static long due(Period period, long start, long end, long decodeTime) {
    long late = Saturated.subtract(decodeTime, start);
    long segment = Saturated.subtract(end, start);
    boolean onTime = late >= 0 && late < period.ticks(1);
    return onTime && !period.divides(segment)
        ? period.ticks(period.countUp(Saturated.subtract(end, decodeTime)))
        : segment;
  }

  /** Half a frame where frames divide the segment, one and the rounding of clocks where not. */
  private static long tolerance(Period period, long segment, ContentType type, long timescale) {
    if (type == ContentType.VIDEO && period.divides(segment)) {
      return period.ticks(1) / 2;
    }
    return period.ticks(1) + Math.max(period.ticks(1) / 16, timescale / ROUNDING_PER_SECOND);
  }

  /**
   * How much earlier than the video an audio segment may be cut, ticks. FFmpeg's dash muxer cuts
   * audio when the key frame comes to it in decode order: with B-frames that is two frames before
   * its time (25 fps: 80 ms). Nothing is lost: the next segment begins where this one ends.
   */
  static long cutEarly(long timescale) {
    return timescale / CUTS_EARLY_PER_SECOND;
  }

  /** Ticks that the samples, which last {@code sum} together, are short of; 0 within tolerance. */
  long shortage(long sum) {
    return Saturated.subtract(segmentTicks, sum) > tolerance
        ? Math.max(period.ticks(1), Saturated.subtract(dueTicks, sum))
        : 0;
  }

  /** Ticks that the samples have too many; 0 within tolerance. */
  long surplus(long sum) {
    return Saturated.subtract(sum, segmentTicks) > tolerance
        ? Math.max(period.ticks(1), Saturated.subtract(sum, dueTicks))
        : 0;
  }
}
