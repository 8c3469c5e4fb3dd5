package io.liveorigin.serving.support;

import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import java.util.function.Consumer;

/** A control log that is a state in memory: a change is applied at once. */
final class MemoryControlLog implements ControlLog {
  private final ControlState state;
  private final Runnable beforeWriting;
  private final Consumer<ControlEdit.Audit> audits;

  /**
   * @param beforeWriting is run before each change is applied; what it throws is thrown
   * @param audits takes the audit records of each change
   */
  MemoryControlLog(ControlState state, Runnable beforeWriting, Consumer<ControlEdit.Audit> audits) {
    this.state = state;
    this.beforeWriting = beforeWriting;
    this.audits = audits;
  }

  @Override
  public ControlState latest() {
    return state;
  }

  @Override
  public synchronized <T> T change(Judge<T> judge) {
    ControlEdit edit = new ControlEdit();
    T answer = judge.judge(state, edit);
    if (!edit.entries().isEmpty()) {
      beforeWriting.run();
      edit.audits().forEach(audits);
      edit.entries().forEach(entry -> state.apply(entry.key().toString(), entry.value()));
    }
    return answer;
  }
}
