package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.serving.audit.ControlEditDiff;
import java.util.ArrayList;
import java.util.List;

/**
 * A control log that writes nothing: every change is judged by the state that is now in force, and
 * the changes that it would write are kept. One request; one thread.
 */
final class DryRun implements ControlLog {
  /**
   * The result of a dry run.
   *
   * @param status of the response to the same request without a dry run
   * @param changes the changes that the request would make; empty if there are none
   */
  record Outcome(int status, List<AuditChange> changes) {
    Outcome {
      changes = List.copyOf(changes);
    }
  }

  private final ControlLog log;
  private final EventId event;
  private final List<AuditChange> changes = new ArrayList<>();

  /**
   * Creates the dry run of one request.
   *
   * @param event the event of the request; changes to other events are not reported
   */
  DryRun(ControlLog log, EventId event) {
    this.log = log;
    this.event = event;
  }

  @Override
  public ControlState latest() {
    return log.latest();
  }

  @Override
  public <T> T change(Judge<T> judge) {
    ControlState state = log.latest();
    ControlEdit edit = new ControlEdit();
    T answer = judge.judge(state, edit);
    changes.addAll(
        ControlEditDiff.of(
            state,
            edit.entries().stream().filter(entry -> entry.key().event().equals(event)).toList()));
    return answer;
  }

  @Override
  public boolean writes() {
    return false;
  }

  Outcome outcome(int status) {
    return new Outcome(status, changes);
  }
}
