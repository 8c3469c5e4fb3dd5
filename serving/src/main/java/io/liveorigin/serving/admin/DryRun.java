package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.serving.audit.ControlChanges;
import java.util.ArrayList;
import java.util.List;

/**
 * A control log that writes nothing: every change is judged as it would be now, by all that is in
 * force, and what it would write is kept. One request; one thread.
 */
final class DryRun implements ControlLog {
  /**
   * The answer to a dry run.
   *
   * @param status of the answer to the same request without a dry run
   * @param changes what that would change; none where it would change nothing
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
   * @param event that the request is about: what would change of others is not shown
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
        ControlChanges.of(
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
