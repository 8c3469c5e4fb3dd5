package io.liveorigin.serving.audit;

import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The effects of an edit on the documents of {@code control}: before and after. Pure. */
public final class ControlEditDiff {
  private ControlEditDiff() {}

  /**
   * The changes, in the order of the edit.
   *
   * @param state before the edit
   */
  public static List<AuditChange> of(ControlState state, List<ControlEdit.Entry> entries) {
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
