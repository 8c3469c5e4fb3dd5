package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that each fragment of a track begins where the previous one ended (CMAF 7.3.2.3), and that
 * its samples are presented one after the other. Reports {@code discontinuity} with {@code
 * reason=fragment} or {@code reason=composition} and {@code delta} = found - expected; {@code
 * timescale} and {@code delta-ms} if the init segment is known.
 */
final class FragmentCheck implements SegmentCheck {
  /** Rounding of packagers whose media and boxes have different clocks: one millisecond. */
  private static final int ROUNDED_PER_SECOND = 1000;

  private static final long TICKS_TOLERATED = 2;

  /** The tolerance is 1/PART_TOLERATED of a sample if the length of a tick is not known. */
  private static final int PART_TOLERATED = 8;

  @Override
  public List<Defect> check(SegmentSummary segment) {
    List<TrackFacts> tracks = segment.facts().tracks();
    ContentType declared = segment.context().representation().contentType();
    for (int i = 0; i < tracks.size(); i++) {
      long gap = segment.tracks().get(i).clock().gap();
      if (Math.abs(gap) > tolerance(tracks.get(i))) {
        return segment.found(DefectKind.DISCONTINUITY, parameters("fragment", gap, tracks.get(i)));
      }
    }
    for (int i = 0; i < tracks.size(); i++) {
      TrackTally tally = segment.tracks().get(i);
      long displacement = CompositionCheck.displacement(tally, tracks.get(i));
      if (displacement != 0 && tally.audioOrVideo(declared)) {
        return segment.found(
            DefectKind.DISCONTINUITY, parameters("composition", displacement, tracks.get(i)));
      }
    }
    return List.of();
  }

  /**
   * Returns the tolerated gap, ticks. {@link #TICKS_TOLERATED} is limited to less than a sample,
   * because a tick may be as long as a frame.
   */
  private static long tolerance(TrackFacts track) {
    long ticks = Math.min(TICKS_TOLERATED, track.sampleDuration() / 2);
    return Math.max(
        ticks,
        track.timescale() > 0
            ? track.timescale() / ROUNDED_PER_SECOND
            : track.sampleDuration() / PART_TOLERATED);
  }

  private static Map<String, Object> parameters(String reason, long gap, TrackFacts track) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("reason", reason);
    parameters.put("delta", StructureDefects.bounded(gap));
    if (track.timescale() > 0) {
      parameters.put("timescale", track.timescale());
      parameters.put("delta-ms", DecodeTimeCheck.millis(gap, track.timescale()));
    }
    return parameters;
  }
}
