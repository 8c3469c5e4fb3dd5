package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.store.Afterwards;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.CandidateStore.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a control record makes worth another look. A mask may cover hours, so its range
 * is kept as work in the store and done newest first, some addresses a tick; a restart goes on with
 * it.
 */
final class ControlChanges implements TrackState {
  /** As in the schemas. */
  private static final long MAX_NUMBER = 1_000_000_000_000L;

  private final ControlState control;
  private final CandidateStore store;
  private final Afterwards afterwards;
  private final int partition;
  private final int partitions;
  private final Deque<Work> work = new ArrayDeque<>();

  ControlChanges(
      ControlState control,
      CandidateStore store,
      Afterwards afterwards,
      int partition,
      int partitions) {
    this.control = control;
    this.store = store;
    this.afterwards = afterwards;
    this.partition = partition;
    this.partitions = partitions;
    work.addAll(store.work());
  }

  /** Before the record is applied: what an old mask covered changes too. */
  void before(String key) {
    maskOf(key).ifPresent(this::add);
  }

  /** After the record is applied; the events whose pending addresses want a look at once. */
  List<LiveEvent> after(String key) {
    maskOf(key).ifPresent(this::add);
    return ControlKey.parse(key)
        .filter(k -> k.kind() == ControlKey.Kind.EVENT)
        .flatMap(k -> control.event(k.event()))
        .map(List::of)
        .orElse(List.of());
  }

  /** The event that the record defines or deletes, if it does either. */
  Optional<EventId> eventOf(String key) {
    return ControlKey.parse(key)
        .filter(k -> k.kind() == ControlKey.Kind.EVENT)
        .map(ControlKey::event);
  }

  /** The order that the record gives, if it gives one. */
  Optional<Invalidation> invalidation(String key) {
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
    List<Work> own = work.stream().filter(range -> range.parsedTrack().equals(track)).toList();
    own.forEach(store::clearWork);
    work.removeAll(own);
  }

  @Override
  public int tracks() {
    return (int) work.stream().map(Work::track).distinct().count();
  }

  /** Whether addresses still wait for a look. */
  boolean workLeft() {
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
    for (Representation representation : event.get().definition().representations()) {
      Track track = event.get().track(representation.id());
      if (mask.coversRepresentation(representation.id())
          && Topics.partition(track, partitions) == partition) {
        Work range = new Work(track, mask.from(), mask.to());
        store.putWork(range);
        work.add(range);
      }
    }
  }

  /** Everything that is known of a track wants another look, the newest first. */
  void all(Track track) {
    Work range = new Work(track, 0, MAX_NUMBER);
    store.putWork(range);
    work.add(range);
  }

  /** The next addresses to look at, at most {@code limit}, the newest of a range first. */
  List<SegmentAddress> takeWork(long now, int limit) {
    Work range = work.poll();
    if (range == null) {
      return List.of();
    }
    List<SegmentAddress> found =
        store.newestFirst(range.parsedTrack(), range.from(), range.to(), limit);
    // What is proposed about them may be lost with this process: then they are looked at again.
    afterwards.make(now, () -> store.clearWork(range));
    if (found.size() == limit) {
      long lowest = found.get(found.size() - 1).number();
      if (lowest > range.from()) {
        Work rest = new Work(range.track(), range.from(), lowest - 1);
        store.putWork(rest);
        work.addFirst(rest);
      }
    }
    return found;
  }
}
