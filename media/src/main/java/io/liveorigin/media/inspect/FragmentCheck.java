package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each fragment of a track begins where the one before it ended (CMAF 7.3.2.3). Reports {@code
 * discontinuity} with {@code reason=fragment} and {@code delta} = found - expected; {@code
 * timescale} and {@code delta-ms} where the init segment is known.
 */
final class FragmentCheck implements SegmentCheck {
  /** Rounding in packagers whose media runs on another clock than their boxes: one millisecond. */
  private static final int ROUNDED_PER_SECOND = 1000;

  private static final long TICKS_TOLERATED = 2;

  /** Of a sample, where it is not known how long a tick is. */
  private static final int PART_TOLERATED = 8;

  @Override
  public List<Defect> check(SegmentSummary segment) {
    List<TrackFacts> tracks = segment.facts().tracks();
    for (int i = 0; i < tracks.size(); i++) {
      long gap = segment.tracks().get(i).clock().gap();
      if (Math.abs(gap) > tolerance(tracks.get(i))) {
        return segment.found(DefectKind.DISCONTINUITY, parameters(gap, tracks.get(i)));
      }
    }
    return List.of();
  }

  /** Less than a sample in any case: a tick may be as long as a frame. */
  private static long tolerance(TrackFacts track) {
    long ticks = Math.min(TICKS_TOLERATED, track.sampleDuration() / 2);
    return Math.max(
        ticks,
        track.timescale() > 0
            ? track.timescale() / ROUNDED_PER_SECOND
            : track.sampleDuration() / PART_TOLERATED);
  }

  private static Map<String, Object> parameters(long gap, TrackFacts track) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("reason", "fragment");
    parameters.put("delta", Damage.bounded(gap));
    if (track.timescale() > 0) {
      parameters.put("timescale", track.timescale());
      parameters.put("delta-ms", DecodeTimeCheck.millis(gap, track.timescale()));
    }
    return parameters;
  }
}
