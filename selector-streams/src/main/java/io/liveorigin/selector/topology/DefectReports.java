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
import java.util.Optional;

/**
 * Reports defects of candidates, and absences. The id of a report follows from the finding, so two
 * reports with one id must be equal. However, the media start of a segment is known only from its
 * event. Therefore nothing is reported about a segment whose event is not known: if the definition
 * is behind, the defect is reported when the definition has been read ({@link ControlRecords}); if
 * the event was deleted, it is never reported. Stream thread.
 */
final class DefectReports implements AbsenceDetector.Report {
  private final ControlState control;
  private final SelectorMonitor monitor;
  private final TaskOutput output;

  DefectReports(ControlState control, SelectorMonitor monitor, TaskOutput output) {
    this.control = control;
    this.monitor = monitor;
    this.output = output;
  }

  /** Reports all defects of a candidate that has just been taken in. */
  void all(Address address, Candidate recorded) {
    recorded.defects().forEach(defect -> report(address, recorded, defect));
  }

  /**
   * Reports the defects that the selector found in a candidate that was judged or checked later.
   */
  void derived(SegmentAddress address, Candidate recorded) {
    recorded.defects().stream()
        .filter(defect -> defect.source() == DefectSource.SELECTOR)
        .forEach(defect -> report(address, recorded, defect));
  }

  @Override
  public void absent(
      SegmentAddress address, String pipeline, Defect defect, long eventTime, long saidAt) {
    monitor.derived(pipeline, defect);
    mediaTime(address)
        .map(time -> DefectRecord.ofAbsence(address, pipeline, defect, eventTime, time))
        .ifPresent(record -> output.defect(address, record, saidAt));
  }

  private void report(Address address, Candidate candidate, Defect defect) {
    if (defect.source() == DefectSource.SELECTOR) {
      monitor.derived(candidate.pipeline(), defect);
    }
    Optional<DefectRecord> record =
        address instanceof SegmentAddress media
            ? mediaTime(media).map(time -> DefectRecord.of(media, candidate, defect, time))
            : Optional.of(DefectRecord.ofInit((InitAddress) address, candidate, defect));
    record.ifPresent(r -> output.defect(address, r, candidate.arrival()));
  }

  private Optional<Long> mediaTime(SegmentAddress address) {
    return control
        .event(address.track())
        .map(event -> event.schedule().mediaStart(address.number()));
  }
}
