package io.liveorigin.media.inspect;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads facts and defects out of the bytes of a media segment. Stateless: what needs the segment
 * before is not its business. One pass over the boxes, bounded memory, never an exception, whatever
 * the bytes. Any thread.
 */
public final class SegmentInspector {
  /** Tracks of one segment that are looked at; more make it malformed. */
  public static final int MAX_TRACKS = 16;

  private final List<SegmentCheck.Start> checks;

  /** With the standard checks. */
  public SegmentInspector() {
    this(List.of(DecodeTimeCheck::new));
  }

  public SegmentInspector(List<SegmentCheck.Start> checks) {
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
    List<SegmentCheck> started = checks.stream().map(check -> check.start(context)).toList();
    Damage damage = new Damage(context.source());
    Facts facts = new SegmentPass(context, started, damage).over(bytes);
    List<Defect> defects = new ArrayList<>(damage.defects());
    if (!damage.isMalformed()) {
      started.forEach(check -> check.end(facts, defects::add));
    }
    return new Inspection(facts, defects);
  }
}
