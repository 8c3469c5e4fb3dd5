package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.Facts;
import java.util.List;
import java.util.Map;

/** The values that the pass over a segment has added up, which the checks judge. */
public final class SegmentSummary {
  private final InspectionContext context;
  private final Facts facts;
  private final List<TrackTally> tracks;
  private final boolean whole;

  SegmentSummary(InspectionContext context, Facts facts, List<TrackTally> tracks, boolean whole) {
    this.context = context;
    this.facts = facts;
    this.tracks = List.copyOf(tracks);
    this.whole = whole;
  }

  /** Returns the knowledge about the segment before the pass. */
  public InspectionContext context() {
    return context;
  }

  /** Returns the facts, as they will be recorded. */
  public Facts facts() {
    return facts;
  }

  /** Whether nothing is cut off or malformed. */
  public boolean whole() {
    return whole;
  }

  /** Returns the tracks of the facts, in the same order. */
  List<TrackTally> tracks() {
    return tracks;
  }

  List<Defect> found(DefectKind kind, Map<String, Object> parameters) {
    return List.of(Defect.of(kind, context.source(), parameters));
  }
}
