package io.liveorigin.selector.store;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The candidates of the most recently read or written addresses, as they are stored. A segment is
 * looked at several times within seconds: with its own record, with the other pipeline's, when its
 * decision is read back, by the next number, when it is due and when it is gone; afterwards hardly
 * ever. So a number is removed as its track advances; the limit is for numbers that come in another
 * order. One thread.
 */
final class RecentCandidates {
  /** Numbers of a track that are kept: two minutes. */
  static final long KEPT = 64;

  private final Map<Address, List<Candidate>> recent;

  /**
   * @param limit maximum number of addresses; about 1 KiB each
   */
  RecentCandidates(int limit) {
    recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Address, List<Candidate>> eldest) {
            return size() > limit;
          }
        };
  }

  int size() {
    return recent.size();
  }

  Optional<List<Candidate>> get(Address address) {
    return Optional.ofNullable(recent.get(address));
  }

  void put(Address address, List<Candidate> candidates) {
    recent.put(address, candidates);
    if (address instanceof SegmentAddress segment && segment.number() >= KEPT) {
      recent.remove(new SegmentAddress(segment.track(), segment.number() - KEPT));
    }
  }

  /** Removes a track. */
  void forget(Track track) {
    recent.keySet().removeIf(address -> address.track().equals(track));
  }

  /** The number of tracks for which candidates are here. */
  int tracks() {
    return (int) recent.keySet().stream().map(Address::track).distinct().count();
  }

  /** Removes the numbers of a track below {@code number}. */
  void forgetBelow(Track track, long number) {
    recent
        .keySet()
        .removeIf(
            address ->
                address instanceof SegmentAddress segment
                    && segment.number() < number
                    && segment.track().equals(track));
  }
}
