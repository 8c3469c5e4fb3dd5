package io.liveorigin.selector.judge;

import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks whether a segment continues where its pipeline's previous segment ended:
 * baseMediaDecodeTime = that of the previous segment + the sum of its sample durations (CMAF
 * 7.3.2.3). Pure.
 *
 * <p>A gap has two sides. If the previous segment is defective and this one is not, the gap is
 * attributed to the other: a good segment after a bad one stays good.
 */
final class Continuity {
  /** Tolerates the rounding of packagers whose media runs on another clock than their boxes. */
  private static final long MILLIS_TOLERATED = 1;

  private static final long TICKS_TOLERATED = 2;

  private Continuity() {}

  /**
   * Reports {@code discontinuity} with {@code delta} = found - expected in ticks of {@code
   * timescale}, and {@code delta-ms}.
   *
   * @param before the pipeline's copies of the previous number; it is enough to continue one of
   *     them
   */
  static Optional<Defect> check(Candidate now, List<Candidate> before) {
    Optional<Defect> first = Optional.empty();
    for (Candidate previous : before) {
      if (previous.facts().last() || previousIsAtFault(now, previous)) {
        return Optional.empty();
      }
      Optional<Defect> gap = gap(now, previous);
      if (gap.isEmpty()) {
        return Optional.empty();
      }
      first = first.or(() -> gap);
    }
    return first;
  }

  private static boolean previousIsAtFault(Candidate now, Candidate previous) {
    return now.candidateClass() != CandidateClass.DEFECTIVE
        && previous.candidateClass() == CandidateClass.DEFECTIVE;
  }

  private static Optional<Defect> gap(Candidate now, Candidate previous) {
    for (TrackFacts track : now.facts().tracks()) {
      Optional<Defect> gap =
          previous.facts().tracks().stream()
              .filter(t -> comparable(t, track))
              .findFirst()
              .flatMap(t -> gap(track, t));
      if (gap.isPresent()) {
        return gap;
      }
    }
    return Optional.empty();
  }

  private static boolean comparable(TrackFacts one, TrackFacts other) {
    return one.trackId() == other.trackId()
        && one.timescale() == other.timescale()
        && one.timescale() > 0
        && one.samples() > 0
        && other.samples() > 0;
  }

  private static Optional<Defect> gap(TrackFacts track, TrackFacts previous) {
    long timescale = track.timescale();
    // A time beyond any clock saturates, and is not reported below: it is so far off the schedule
    // that {@code delta} could not express it.
    long delta =
        SaturatingMath.difference(
            track.decodeTime(), SaturatingMath.sum(previous.decodeTime(), previous.duration()));
    long millis = SaturatingMath.product(delta, 1000L) / timescale;
    long tolerance = Math.max(TICKS_TOLERATED, timescale * MILLIS_TOLERATED / 1000);
    if ((delta >= -tolerance && delta <= tolerance)
        || tooLarge(delta)
        || tooLarge(millis)
        || tooLarge(timescale)) {
      return Optional.empty();
    }
    return Optional.of(
        Defect.of(
            DefectKind.DISCONTINUITY,
            DefectSource.SELECTOR,
            Map.of("delta", delta, "timescale", timescale, "delta-ms", millis)));
  }

  private static boolean tooLarge(long value) {
    return value < -Defect.MAX_INTEGER || value > Defect.MAX_INTEGER;
  }
}
