package io.liveorigin.selector.store;

import io.liveorigin.selector.task.Quarantine;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The entries of a store outside a task. */
public final class StoredEntries {
  private StoredEntries() {}

  /** Returns the entries of a store. Unreadable entries are skipped and not reported. */
  public static TaskEntries of(KeyValueStore<Bytes, byte[]> store) {
    return new TaskEntries(store, quarantine());
  }

  /** Returns a quarantine that skips failures and does not report them. */
  public static Quarantine quarantine() {
    return new Quarantine("none", 0, () -> 0, entry -> {});
  }
}
