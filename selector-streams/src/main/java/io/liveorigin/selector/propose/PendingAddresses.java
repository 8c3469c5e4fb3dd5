package io.liveorigin.selector.propose;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.PendingMarks;
import io.liveorigin.selector.task.Quarantine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The addresses that are not final, also after a restart. Nearly all of them wait only for moments
 * and are among the newest numbers of their track, where a restart finds them by their candidates,
 * so these cost no write. Others are marked in the store: addresses that fall behind, before their
 * track continues; addresses without a candidate here; and addresses that belong to no track of a
 * known event. Stream thread.
 */
final class PendingAddresses implements TrackState {
  /** Newest numbers of a track that a restart looks through: half a minute. */
  static final int LOOKED_THROUGH = 16;

  private final CandidateStore candidates;
  private final PendingMarks marks;
  private final Predicate<Track> known;
  private final Set<Address> all = new HashSet<>();
  private final Map<Track, NavigableSet<Long>> unmarked = new HashMap<>();
  private final Map<Track, Long> newest = new HashMap<>();

  /**
   * @param known whether {@link #recover} will be called with the track
   */
  PendingAddresses(CandidateStore candidates, PendingMarks marks, Predicate<Track> known) {
    this.candidates = candidates;
    this.marks = marks;
    this.known = known;
  }

  /**
   * Called after a restart.
   *
   * @param tracks of the events that are known
   * @param isFinal whether nothing needs to be done about an address that has candidates
   * @param quarantine guards each track and each address
   */
  void recover(List<Track> tracks, Predicate<SegmentAddress> isFinal, Quarantine quarantine) {
    marks.forEach(all::add);
    for (Track track : tracks) {
      quarantine.step("recover", track, () -> recover(track, isFinal, quarantine));
    }
  }

  private void recover(Track track, Predicate<SegmentAddress> isFinal, Quarantine quarantine) {
    for (SegmentAddress address :
        candidates.newestFirst(track, 0, Long.MAX_VALUE, LOOKED_THROUGH)) {
      newest.merge(track, address.number(), Math::max);
      quarantine.step(
          "recover",
          address,
          () -> {
            if (!isFinal.test(address) && all.add(address)) {
              unmarked(track).add(address.number());
            }
          });
    }
  }

  /** A candidate has come; called before it is stored. */
  void arrives(SegmentAddress address) {
    Track track = address.track();
    if (address.number() <= newest(track)) {
      return;
    }
    newest.put(track, address.number());
    NavigableSet<Long> waiting = unmarked.get(track);
    while (waiting != null && !waiting.isEmpty() && !isNew(track, waiting.first())) {
      marks.mark(new SegmentAddress(track, waiting.pollFirst()));
    }
  }

  void add(Address address) {
    if (!all.add(address)) {
      return;
    }
    if (address instanceof SegmentAddress segment && isFound(segment)) {
      unmarked(segment.track()).add(segment.number());
    } else {
      marks.mark(address);
    }
  }

  void remove(Address address) {
    if (all.remove(address) && !takeUnmarked(address)) {
      marks.clear(address);
    }
  }

  /**
   * Marks the addresses that could not be found otherwise, because their tracks may be unknown at
   * the next restart.
   */
  void mark(Predicate<Track> tracks) {
    unmarked.forEach(
        (track, numbers) -> {
          if (tracks.test(track)) {
            numbers.forEach(number -> marks.mark(new SegmentAddress(track, number)));
            numbers.clear();
          }
        });
  }

  /** The addresses of a track with smaller numbers. */
  List<Address> below(Track track, long number) {
    return all.stream().filter(address -> isBelow(address, track, number)).toList();
  }

  /** Whether the address is a number of the track below {@code number}. */
  static boolean isBelow(Address address, Track track, long number) {
    return address instanceof SegmentAddress segment
        && segment.number() < number
        && segment.track().equals(track);
  }

  /** The segments have left the window. */
  void forgetBelow(Track track, long number) {
    all.removeIf(address -> isBelow(address, track, number));
    unmarked(track).headSet(number).clear();
  }

  @Override
  public void ended(Track track) {
    all.removeIf(address -> address.track().equals(track));
    unmarked.remove(track);
    newest.remove(track);
  }

  @Override
  public int tracks() {
    Set<Track> kept = new HashSet<>(newest.keySet());
    kept.addAll(unmarked.keySet());
    all.forEach(address -> kept.add(address.track()));
    return kept.size();
  }

  /** A copy of the current state. */
  List<Address> all() {
    return List.copyOf(all);
  }

  private boolean isFound(SegmentAddress address) {
    return isNew(address.track(), address.number())
        && known.test(address.track())
        && !candidates.of(address).isEmpty();
  }

  private boolean isNew(Track track, long number) {
    return number > newest(track) - LOOKED_THROUGH;
  }

  private long newest(Track track) {
    return newest.computeIfAbsent(
        track,
        t ->
            candidates.newestFirst(t, 0, Long.MAX_VALUE, 1).stream()
                .findFirst()
                .map(SegmentAddress::number)
                .orElse(-1L));
  }

  private NavigableSet<Long> unmarked(Track track) {
    return unmarked.computeIfAbsent(track, t -> new TreeSet<>());
  }

  private boolean takeUnmarked(Address address) {
    return address instanceof SegmentAddress segment
        && unmarked(segment.track()).remove(segment.number());
  }
}
