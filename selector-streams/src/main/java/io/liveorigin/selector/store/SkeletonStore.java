package io.liveorigin.selector.store;

import io.liveorigin.contract.address.SegmentAddress;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/** The skeletons of the copies that could not be checked when they came. Stream thread only. */
public final class SkeletonStore {
  private final TaskEntries entries;

  public SkeletonStore(TaskEntries entries) {
    this.entries = entries;
  }

  public List<Skeleton> of(SegmentAddress address) {
    return entries.get(key(address)).map(Skeleton::read).orElseGet(List::of);
  }

  /** Replaces the skeletons of a segment; an empty list deletes them. */
  public void put(SegmentAddress address, List<Skeleton> skeletons) {
    if (skeletons.isEmpty()) {
      entries.delete(key(address));
    } else {
      entries.put(key(address), Skeleton.write(skeletons));
    }
  }

  /** Calls {@code action} for every segment that has skeletons. */
  public void forEach(Consumer<SegmentAddress> action) {
    entries.forEach(
        EntryKind.SKELETONS,
        (key, value) ->
            action.accept((SegmentAddress) AddressKey.read(key, EntryKind.PREFIX_BYTES)));
  }

  private static Bytes key(SegmentAddress address) {
    return EntryKind.SKELETONS.key(AddressKey.of(address));
  }
}
