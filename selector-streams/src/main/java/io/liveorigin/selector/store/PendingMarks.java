package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Marks on addresses that are not final and that a restart would not find otherwise. Stream thread
 * only.
 */
public final class PendingMarks {
  private static final byte[] PRESENT = {};

  private final TaskEntries entries;

  public PendingMarks(TaskEntries entries) {
    this.entries = entries;
  }

  public void mark(Address address) {
    entries.put(key(address), PRESENT);
  }

  public void clear(Address address) {
    entries.delete(key(address));
  }

  public void forEach(Consumer<Address> action) {
    entries.forEach(
        EntryKind.PENDING,
        (key, value) -> action.accept(AddressKey.read(key, EntryKind.PREFIX_BYTES)));
  }

  private static Bytes key(Address address) {
    return EntryKind.PENDING.key(AddressKey.of(address));
  }
}
