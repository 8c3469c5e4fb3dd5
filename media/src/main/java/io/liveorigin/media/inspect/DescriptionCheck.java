package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the init segment of the pipeline describes the samples: their tracks, and the sample
 * entries of each (ISO/IEC 14496-12, 8.8.7). There must be samples of all its video and audio
 * tracks.
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
    return missing(segment)
        .map(
            track ->
                segment.found(
                    DefectKind.CODEC_MISMATCH,
                    Map.of("reason", "missing-track", "track", track.trackId())))
        .orElse(List.of());
  }

  /**
   * Returns a track without media, if any: a player waits for the media of all video and audio
   * tracks with which it was set up.
   */
  private static Optional<InitTrack> missing(SegmentSummary segment) {
    for (InitTrack track : segment.context().init().get().tracks()) {
      boolean there = segment.tracks().stream().anyMatch(t -> t.trackId() == track.trackId());
      if (!there && track.audioOrVideo()) {
        return Optional.of(track);
      }
    }
    return Optional.empty();
  }
}
