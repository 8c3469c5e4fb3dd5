package io.liveorigin.selector.store;

import io.liveorigin.contract.address.SegmentAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/**
 * The numbers with a copy that came and could not be processed: such a copy is neither there nor
 * absent. Stream thread only.
 */
public final class UnreadableCopies {
  private static final String BETWEEN_PIPELINES = " ";

  private final TaskEntries entries;

  public UnreadableCopies(TaskEntries entries) {
    this.entries = entries;
  }

  /** A copy of the pipeline could not be processed. */
  public void mark(SegmentAddress address, String pipeline) {
    Set<String> pipelines = new TreeSet<>(pipelines(address));
    if (pipelines.add(pipeline)) {
      entries.put(
          key(address), String.join(BETWEEN_PIPELINES, pipelines).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The pipelines whose copies of that number could not be processed. */
  public Set<String> pipelines(SegmentAddress address) {
    return entries
        .get(key(address))
        .map(value -> Set.of(new String(value, StandardCharsets.UTF_8).split(BETWEEN_PIPELINES)))
        .orElseGet(Set::of);
  }

  static Bytes key(SegmentAddress address) {
    return EntryKind.UNREADABLE.key(AddressKey.of(address));
  }
}
