package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxMath;
import java.util.Optional;

/**
 * The expected timing of the samples of one track of one segment.
 *
 * @param expectedPeriod expected period of the samples
 * @param segmentTicks duration of the segment by the schedule, ticks
 * @param dueTicks duration of all its samples together if none is missing, ticks
 * @param tolerance by how much the sum may differ from {@code segmentTicks}, ticks
 * @param startTolerance by how much the first sample may be early or late, ticks
 */
record ExpectedTiming(
    ExpectedPeriod expectedPeriod,
    long segmentTicks,
    long dueTicks,
    long tolerance,
    long startTolerance) {
  private static final int ROUNDING_PER_SECOND = 500;

  /** A tenth of a second: two reordered frames at 20 fps and more. */
  private static final int CUTS_EARLY_PER_SECOND = 10;

  /**
   * The tolerance of a segment that is its own yardstick is at most 1/BELIEVED of the schedule's
   * duration.
   */
  private static final int BELIEVED = 4;

  /** Returns the timing; empty if there is no timescale or no such segment. */
  static Optional<ExpectedTiming> of(
      InspectionContext context, TrackTally track, TrackFacts facts, ContentType type) {
    if (facts.timescale() == 0) {
      return Optional.empty();
    }
    TickGrid grid = new TickGrid(context.schedule(), context.address().number(), facts.timescale());
    long segment = BoxMath.subtract(grid.end(), grid.start());
    if (segment <= 0) {
      return Optional.empty(); // so far outside the schedule that both ends are the same
    }
    ExpectedPeriod expectedPeriod = ExpectedPeriod.of(context.representation(), track, facts, type);
    long longest = expectedPeriod.constant() ? 0 : track.durations().longest();
    long sample = Math.max(expectedPeriod.period().ticks(1), longest);
    long believed = expectedPeriod.known() ? Long.MAX_VALUE : segment / BELIEVED;
    return Optional.of(
        new ExpectedTiming(
            expectedPeriod,
            segment,
            due(expectedPeriod.period(), grid, facts.decodeTime()),
            Math.min(tolerance(expectedPeriod, sample, segment, type, facts.timescale()), believed),
            Math.min(sample, Math.min(segment / 2, believed))));
  }

  /**
   * Returns the expected duration of all samples, ticks. If samples do not divide the segment and
   * the first one begins within one of the start, it is that of all whole samples that begin before
   * the next segment: of 46.875 frames of HE-AAC in 2 s, 46 or 47. Otherwise it is the scheduled
   * duration.
   */
  private static long due(SampleDuration period, TickGrid grid, long decodeTime) {
    long late = BoxMath.subtract(decodeTime, grid.start());
    long segment = BoxMath.subtract(grid.end(), grid.start());
    boolean onTime = late >= 0 && late < period.ticks(1);
    return onTime && !period.divides(segment)
        ? period.ticks(period.countUp(BoxMath.subtract(grid.end(), decodeTime)))
        : segment;
  }

  /**
   * Returns half a frame if frames divide the segment, and otherwise one frame and the rounding of
   * clocks.
   */
  private static long tolerance(
      ExpectedPeriod expectedPeriod, long sample, long segment, ContentType type, long timescale) {
    if (type == ContentType.VIDEO
        && expectedPeriod.constant()
        && expectedPeriod.period().divides(segment)) {
      return sample / 2;
    }
    return BoxMath.add(sample, Math.max(sample / 16, timescale / ROUNDING_PER_SECOND));
  }

  /**
   * Returns how much earlier than the video an audio segment may be cut, ticks. FFmpeg's dash muxer
   * cuts audio when it gets the key frame in decode order, which with B-frames is two frames before
   * its time (25 fps: 80 ms). Nothing is lost: the next segment begins where this one ends.
   */
  static long cutEarly(long timescale) {
    return timescale / CUTS_EARLY_PER_SECOND;
  }

  /**
   * Returns how many ticks samples that last {@code sum} together are too short; 0 within
   * tolerance.
   */
  long shortage(long sum) {
    return BoxMath.subtract(segmentTicks, sum) > tolerance
        ? Math.max(expectedPeriod.period().ticks(1), BoxMath.subtract(dueTicks, sum))
        : 0;
  }

  /**
   * Returns how many ticks samples that last {@code sum} together are too long; 0 within tolerance.
   */
  long surplus(long sum) {
    return BoxMath.subtract(sum, segmentTicks) > tolerance
        ? Math.max(expectedPeriod.period().ticks(1), BoxMath.subtract(sum, dueTicks))
        : 0;
  }
}
