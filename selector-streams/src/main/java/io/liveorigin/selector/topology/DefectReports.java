package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.selector.absence.AbsenceDetector;
import io.liveorigin.selector.task.SelectorMonitor;

/** Reports defects of candidates, and absences. Stream thread. */
final class DefectReports implements AbsenceDetector.Report {
  private final ControlState control;
  private final SelectorMonitor monitor;
  private final TaskOutput output;

  DefectReports(ControlState control, SelectorMonitor monitor, TaskOutput output) {
    this.control = control;
    this.monitor = monitor;
    this.output = output;
  }

  /** Everything that is wrong with a candidate which has just come. */
  void all(Address address, Candidate recorded) {
    recorded.defects().forEach(defect -> report(address, recorded, defect));
  }

  /** What was found out here: of a candidate that was judged or checked later. */
  void derived(SegmentAddress address, Candidate recorded) {
    recorded.defects().stream()
        .filter(defect -> defect.source() == DefectSource.SELECTOR)
        .forEach(defect -> report(address, recorded, defect));
  }

  @Override
  public void absent(
      SegmentAddress address, String pipeline, Defect defect, long eventTime, long saidAt) {
    monitor.derived(pipeline, defect);
    output.defect(
        address,
        DefectRecord.ofAbsence(address, pipeline, defect, eventTime, mediaTime(address)),
        saidAt);
  }

  private void report(Address address, Candidate candidate, Defect defect) {
    if (defect.source() == DefectSource.SELECTOR) {
      monitor.derived(candidate.pipeline(), defect);
    }
    DefectRecord record =
        address instanceof SegmentAddress media
            ? DefectRecord.of(media, candidate, defect, mediaTime(media))
            : DefectRecord.ofInit((InitAddress) address, candidate, defect);
    output.defect(address, record, candidate.arrival());
  }

  private long mediaTime(SegmentAddress address) {
    return control
        .event(address.track())
        .map(event -> event.schedule().mediaStart(address.number()))
        .orElse(0L);
  }
}
