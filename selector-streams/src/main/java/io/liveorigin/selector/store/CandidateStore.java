package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.life.WindowState;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * The candidates of each address, as they are recorded. The most recently read or written ones are
 * also kept in memory. Stream thread only.
 */
public final class CandidateStore implements TrackState, WindowState {
  /** More than the numbers of a partition's tracks that are between first candidate and gone. */
  private static final int RECENT = 2_048;

  private final TaskEntries entries;
  private final RecentCandidates recent = new RecentCandidates(RECENT);

  public CandidateStore(TaskEntries entries) {
    this.entries = entries;
  }

  /**
   * The candidates of an address in the order in which they were put; empty if none are recorded.
   */
  public List<Candidate> of(Address address) {
    Optional<List<Candidate>> known = recent.get(address);
    if (known.isPresent()) {
      return known.get();
    }
    List<Candidate> read =
        entries.get(key(address)).map(CompactCandidates::read).orElseGet(List::of);
    recent.put(address, read);
    return read;
  }

  /** Replaces the candidates of an address. */
  public void put(Address address, List<Candidate> candidates) {
    entries.put(key(address), CompactCandidates.write(candidates));
    recent.put(address, List.copyOf(candidates));
  }

  /** Numbers of a track that have candidates, newest first, at most {@code limit} of them. */
  public List<SegmentAddress> newestFirst(Track track, long from, long to, int limit) {
    return entries.newestFirst(EntryKind.CANDIDATES, track, from, to, limit);
  }

  /** Deletes from memory only; the entries are deleted with those of the other kinds. */
  @Override
  public void forgetBelow(Track track, long number) {
    recent.forgetBelow(track, number);
  }

  @Override
  public void ended(Track track) {
    recent.forget(track);
  }

  @Override
  public int tracks() {
    return recent.tracks();
  }

  static Bytes key(Address address) {
    return EntryKind.CANDIDATES.key(AddressKey.of(address));
  }
}
