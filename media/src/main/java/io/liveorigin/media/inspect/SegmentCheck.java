package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import java.util.List;

/**
 * One thing that can be wrong with a media segment: a pure function of what the one pass over the
 * boxes has added up. It must not throw, whatever the values, and gives at most one defect of a
 * kind. Not asked about a malformed segment.
 */
public interface SegmentCheck {
  List<Defect> check(SegmentSummary segment);
}
