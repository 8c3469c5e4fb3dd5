package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the first video sample is a sync sample (CMAF 7.3.2.1), because a player may begin at
 * any segment.
 */
final class SyncCheck implements SegmentCheck {
  @Override
  public List<Defect> check(SegmentSummary segment) {
    ContentType declared = segment.context().representation().contentType();
    for (TrackTally track : segment.tracks()) {
      TrackFacts facts = track.facts();
      boolean video = track.contentType(declared).equals(Optional.of(ContentType.VIDEO));
      if (video && facts.samples() > 0 && !facts.startsWithSync()) {
        return segment.found(DefectKind.NO_SYNC_SAMPLE, Map.of());
      }
    }
    return List.of();
  }
}
