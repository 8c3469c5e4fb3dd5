package io.liveorigin.selector.store;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The server's queries to the entries of one partition. Any thread; they do not wait for the stream
 * thread.
 */
public final class EntryQuery {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

  public EntryQuery(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The bytes of an init candidate. */
  public Optional<byte[]> initSegment(InitAddress address, Digest digest) {
    return Optional.ofNullable(store.get(InitSegments.key(address, digest)));
  }

  /** The candidates of an address in the order in which they came; empty if none are recorded. */
  public List<Candidate> candidates(SegmentAddress address) {
    byte[] stored = store.get(CandidateStore.key(address));
    return stored == null ? List.of() : CompactCandidates.read(stored);
  }

  /**
   * Whether nothing of the address is recorded, neither a candidate nor a copy that could not be
   * processed.
   */
  public boolean hasNothingOf(SegmentAddress address) {
    return store.get(CandidateStore.key(address)) == null
        && store.get(UnreadableCopies.key(address)) == null;
  }
}
