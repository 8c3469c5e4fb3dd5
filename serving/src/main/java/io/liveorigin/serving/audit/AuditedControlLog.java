package io.liveorigin.serving.audit;

import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.wire.AuditRecord;

/** The control log of one request: each change carries the record of who made it. One thread. */
final class AuditedControlLog implements ControlLog {
  private final ControlLog log;
  private final AuditedRequest request;
  private final String node;

  AuditedControlLog(ControlLog log, AuditedRequest request, String node) {
    this.log = log;
    this.request = request;
    this.node = node;
  }

  @Override
  public ControlState latest() {
    return log.latest();
  }

  @Override
  public <T> T change(Judge<T> judge) {
    // The last judgement counts: a change that is judged anew may turn out to change nothing.
    boolean[] changes = {false};
    T answer =
        log.change(
            (state, edit) -> {
              T judged = judge.judge(state, edit);
              changes[0] = !edit.entries().isEmpty();
              if (changes[0]) {
                AuditRecord record = request.done(node, ControlEditDiff.of(state, edit.entries()));
                edit.audit(new ControlEdit.Audit(record.key(), record.toJson()));
              }
              return judged;
            });
    if (changes[0]) {
      request.recorded();
    }
    return answer;
  }
}
