package io.liveorigin.standalone.analyse.explain;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.standalone.analyse.read.EarlyDecision;
import java.util.List;
import java.util.Locale;

/**
 * Everything that the topics say about one segment.
 *
 * @param address address of the segment
 * @param schedule schedule of its event
 * @param pipelines pipelines of its event, the preferred first
 * @param now when the history was read, epoch ms
 * @param copies in the order of arrival
 * @param absences late and missing-segment records, each once
 * @param accepted the decisions, in order
 * @param ignored records of {@code selections} that were not the next revision
 * @param early records of {@code selections} that were written before their time, which no cell
 *     accepts
 * @param masks masks that cover it now
 */
public record SegmentHistory(
    SegmentAddress address,
    Schedule schedule,
    List<String> pipelines,
    long now,
    List<Copy> copies,
    List<DefectRecord> absences,
    List<Decision> accepted,
    List<Decision> ignored,
    List<EarlyDecision> early,
    List<Mask> masks) {

  /** The state of the segment. */
  public enum State {
    OUTSIDE_EVENT,
    NOT_DUE,
    WAITING,
    GONE,
    EXPIRED,
    DECIDED;

    String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public State state() {
    long number = address.number();
    if (!accepted.isEmpty()) {
      return State.DECIDED;
    }
    if (number < schedule.firstNumber() || number > schedule.lastNumber()) {
      return State.OUTSIDE_EVENT;
    }
    if (now < schedule.due(number)) {
      return State.NOT_DUE;
    }
    if (now < schedule.gone(number)) {
      return State.WAITING;
    }
    return now < schedule.expires(number) ? State.GONE : State.EXPIRED;
  }
}
