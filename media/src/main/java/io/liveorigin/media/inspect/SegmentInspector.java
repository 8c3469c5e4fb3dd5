package io.liveorigin.media.inspect;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads facts and defects from the bytes of a media segment. It is stateless: checks that need the
 * previous segment are made elsewhere. It makes one pass over the boxes, in bounded memory, and
 * never throws, whatever the bytes are. Any thread.
 */
public final class SegmentInspector {
  /** The most tracks that a segment may have; more make it malformed. */
  public static final int MAX_TRACKS = 16;

  private static final List<SegmentCheck> STANDARD =
      List.of(
          new FragmentCheck(),
          new DecodeTimeCheck(),
          new SampleCheck(),
          new SyncCheck(),
          new FillerCheck(),
          new DescriptionCheck());

  private final List<SegmentCheck> checks;

  /** Creates an inspector with the standard checks. */
  public SegmentInspector() {
    this(STANDARD);
  }

  public SegmentInspector(List<SegmentCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /** Inspects on behalf of ingest. */
  public Inspection inspect(
      byte[] bytes,
      Optional<InitFacts> init,
      Schedule schedule,
      SegmentAddress address,
      Representation representation) {
    return inspect(
        bytes, new InspectionContext(init, schedule, address, representation, DefectSource.INGEST));
  }

  public Inspection inspect(byte[] bytes, InspectionContext context) {
    StructureDefects structureDefects = new StructureDefects(context.source());
    SegmentSummary segment = SegmentPass.over(bytes, context, structureDefects);
    List<Defect> defects = new ArrayList<>(structureDefects.defects());
    if (!structureDefects.isMalformed()) {
      for (SegmentCheck check : checks) {
        defects.addAll(check.check(segment));
      }
    }
    return new Inspection(segment.facts(), defects);
  }
}
