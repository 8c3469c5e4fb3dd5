package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import java.util.List;

/**
 * A check for one thing that can be wrong with a media segment: a pure function of the values that
 * the one pass over the boxes has added up. It must not throw, whatever the values are, and returns
 * at most one defect of a kind. It is not called for a malformed segment.
 */
public interface SegmentCheck {
  List<Defect> check(SegmentSummary segment);
}
