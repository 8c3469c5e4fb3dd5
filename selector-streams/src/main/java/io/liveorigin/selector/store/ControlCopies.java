package io.liveorigin.selector.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The latest control record of each key, as far as the task has read the topic. Stream thread only.
 */
public final class ControlCopies {
  private final TaskEntries entries;

  public ControlCopies(TaskEntries entries) {
    this.entries = entries;
  }

  /** Keeps a record; a record without a value deletes the previous one. */
  public void put(String key, Optional<byte[]> value) {
    Bytes entry = EntryKind.CONTROL.key(key.getBytes(StandardCharsets.UTF_8));
    value.ifPresentOrElse(bytes -> entries.put(entry, bytes), () -> entries.delete(entry));
  }

  public void forEach(BiConsumer<String, byte[]> action) {
    entries.forEach(
        EntryKind.CONTROL, (entry, value) -> action.accept(EntryKind.text(entry), value));
  }
}
