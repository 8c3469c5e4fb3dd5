package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import java.util.List;
import java.util.Map;

/** Reports a segment that states that it only fills a gap (brand {@code slat}). */
final class FillerCheck implements SegmentCheck {
  @Override
  public List<Defect> check(SegmentSummary segment) {
    return segment.facts().filler() ? segment.found(DefectKind.FILLER, Map.of()) : List.of();
  }
}
