package io.liveorigin.selector.store;

import io.liveorigin.selector.task.Quarantine;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The entries of a store outside of a task. */
public final class StoredEntries {
  private StoredEntries() {}

  /** What cannot be read is passed over and not told to anybody. */
  public static TaskEntries of(KeyValueStore<Bytes, byte[]> store) {
    return new TaskEntries(store, quarantine());
  }

  /** Passes over what fails and tells nobody. */
  public static Quarantine quarantine() {
    return new Quarantine("none", 0, () -> 0, entry -> {});
  }
}
