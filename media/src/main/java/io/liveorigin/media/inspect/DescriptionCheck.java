package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import java.util.List;
import java.util.Map;

/**
 * Samples must be described by the init segment of their pipeline: its tracks, and the sample
 * entries of each (ISO/IEC 14496-12, 8.8.7).
 */
final class DescriptionCheck implements SegmentCheck {
  @Override
  public List<Defect> check(SegmentSummary segment) {
    if (segment.context().init().isEmpty()) {
      return List.of();
    }
    for (TrackTally track : segment.tracks()) {
      if (track.init().isEmpty()) {
        return segment.found(
            DefectKind.CODEC_MISMATCH, Map.of("reason", "unknown-track", "track", track.trackId()));
      }
      int entries = track.init().get().entries().size();
      if (entries > 0 && track.sampleDescription() > entries) {
        return segment.found(
            DefectKind.CODEC_MISMATCH,
            Map.of("reason", "no-sample-entry", "index", track.sampleDescription()));
      }
    }
    return List.of();
  }
}
