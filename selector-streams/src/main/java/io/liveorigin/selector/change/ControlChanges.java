package io.liveorigin.selector.change;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.AfterCommitWrites;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.RemainingRanges;
import io.liveorigin.selector.store.RemainingRanges.Range;
import io.liveorigin.selector.task.OwnTracks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that need another look because of a control record. A mask may cover hours, so its
 * range is kept as work in the store and is processed newest first, some addresses a tick; a
 * restart continues with it.
 */
public final class ControlChanges implements TrackState {
  /** The maximum in the schemas. */
  private static final long MAX_NUMBER = 1_000_000_000_000L;

  private final ControlState control;
  private final CandidateStore candidates;
  private final RemainingRanges remaining;
  private final AfterCommitWrites afterCommit;
  private final OwnTracks own;
  private final Deque<Range> work = new ArrayDeque<>();

  public ControlChanges(
      ControlState control,
      CandidateStore candidates,
      RemainingRanges remaining,
      AfterCommitWrites afterCommit,
      OwnTracks own) {
    this.control = control;
    this.candidates = candidates;
    this.remaining = remaining;
    this.afterCommit = afterCommit;
    this.own = own;
    work.addAll(remaining.all());
  }

  /**
   * Called before the record is applied, because the addresses that an old mask covered change,
   * too.
   */
  public void before(String key) {
    maskOf(key).ifPresent(this::add);
  }

  /**
   * Called after the record is applied. Returns the events whose pending addresses need a look at
   * once.
   */
  public List<LiveEvent> after(String key) {
    maskOf(key).ifPresent(this::add);
    return ControlKey.parse(key)
        .filter(k -> k.kind() == ControlKey.Kind.EVENT)
        .flatMap(k -> control.event(k.event()))
        .map(List::of)
        .orElse(List.of());
  }

  /** The event that the record defines or deletes, if it is such a record. */
  public Optional<EventId> eventOf(String key) {
    return ControlKey.parse(key)
        .filter(k -> k.kind() == ControlKey.Kind.EVENT)
        .map(ControlKey::event);
  }

  /** The invalidation that the record orders, if it is such a record. */
  public Optional<Invalidation> invalidation(String key) {
    return ControlKey.parse(key)
        .filter(k -> k.kind() == ControlKey.Kind.INVALIDATION)
        .flatMap(
            k ->
                control.invalidations(k.event()).stream()
                    .filter(i -> i.id().equals(k.id()))
                    .findFirst());
  }

  @Override
  public void ended(Track track) {
    List<Range> ended = work.stream().filter(range -> range.parsedTrack().equals(track)).toList();
    ended.forEach(remaining::clear);
    work.removeAll(ended);
  }

  @Override
  public int tracks() {
    return (int) work.stream().map(Range::track).distinct().count();
  }

  /** Whether addresses still wait for a look. */
  public boolean hasWork() {
    return !work.isEmpty();
  }

  private Optional<Mask> maskOf(String key) {
    return ControlKey.parse(key)
        .filter(k -> k.kind() == ControlKey.Kind.MASK)
        .flatMap(
            k -> control.masks(k.event()).stream().filter(m -> m.id().equals(k.id())).findFirst());
  }

  private void add(Mask mask) {
    EventId id = mask.eventId();
    Optional<LiveEvent> event = control.event(id);
    if (event.isEmpty()) {
      return;
    }
    for (Track track : own.of(event.get())) {
      if (mask.coversRepresentation(track.representation())) {
        add(new Range(track, mask.from(), mask.to()));
      }
    }
  }

  /** Adds all known addresses of a track to the work, the newest first. */
  public void all(Track track) {
    add(new Range(track, 0, MAX_NUMBER));
  }

  private void add(Range range) {
    remaining.put(range);
    work.add(range);
  }

  /**
   * Removes and returns the next addresses to look at, at most {@code limit}, the newest of a range
   * first.
   */
  public List<SegmentAddress> takeWork(long now, int limit) {
    Range range = work.poll();
    if (range == null) {
      return List.of();
    }
    List<SegmentAddress> found =
        candidates.newestFirst(range.parsedTrack(), range.from(), range.to(), limit);
    // Proposals about them may be lost with this process; then they are looked at again.
    afterCommit.make(now, () -> remaining.clear(range));
    if (found.size() == limit) {
      long lowest = found.get(found.size() - 1).number();
      if (lowest > range.from()) {
        Range rest = new Range(range.track(), range.from(), lowest - 1);
        remaining.put(rest);
        work.addFirst(rest);
      }
    }
    return found;
  }
}
