package io.liveorigin.serving.audit;

import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditDocument;
import io.liveorigin.contract.wire.AuditRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control log for one request: each change carries the record of who made it. One thread. */
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
    // Judged anew, it may turn out to change nothing.
    boolean[] changes = {false};
    T answer =
        log.change(
            (state, edit) -> {
              T judged = judge.judge(state, edit);
              changes[0] = !edit.entries().isEmpty();
              if (changes[0]) {
                AuditRecord record = request.done(node, changes(state, edit.entries()));
                edit.audit(new ControlEdit.Audit(record.key(), record.toJson()));
              }
              return judged;
            });
    if (changes[0]) {
      request.recorded();
    }
    return answer;
  }

  private static List<AuditChange> changes(ControlState state, List<ControlEdit.Entry> entries) {
    Map<ControlKey, Optional<byte[]>> so = new HashMap<>();
    List<AuditChange> changes = new ArrayList<>();
    for (ControlEdit.Entry entry : entries) {
      ControlKey key = entry.key();
      // One change may write the same key twice.
      Optional<byte[]> before = so.containsKey(key) ? so.get(key) : state.document(key);
      changes.add(
          new AuditChange(
              key.toString(), before.map(AuditDocument::of), entry.value().map(AuditDocument::of)));
      so.put(key, entry.value());
    }
    return changes;
  }
}
