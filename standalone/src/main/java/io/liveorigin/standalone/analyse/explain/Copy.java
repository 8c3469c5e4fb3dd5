package io.liveorigin.standalone.analyse.explain;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.wire.DefectRecord;
import java.util.List;
import java.util.Optional;

/**
 * One copy of the segment.
 *
 * @param pipeline pipeline that published it
 * @param digest digest of its bytes
 * @param arrival when ingest had it whole, epoch ms
 * @param candidate the copy as a decision lists it; empty for a copy that is known by its defects
 *     only, because it arrived after the last decision
 * @param defects each once
 */
record Copy(
    String pipeline,
    String digest,
    long arrival,
    Optional<Candidate> candidate,
    List<DefectRecord> defects) {
  boolean valid() {
    return defects.stream().allMatch(d -> d.severity() == 0);
  }
}
