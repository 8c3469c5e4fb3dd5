package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ChosenStore;
import java.util.HashMap;
import java.util.Map;

/**
 * Forgets what has left the time-shift window, so that state is bounded by it and not by the day.
 */
final class Expiry {
  /** Between runs. */
  private static final long INTERVAL_MILLIS = 30_000;

  /** Kept beyond the window: a mask or a late reader may still look. */
  private static final long MARGIN_SEGMENTS = 30;

  private final ControlState control;
  private final CandidateStore store;
  private final ChosenStore chosen;
  private final Proposer proposer;
  private final int partition;
  private final int partitions;
  private final Map<Track, Long> floors = new HashMap<>();
  private long nextRun = Long.MIN_VALUE;

  Expiry(
      ControlState control,
      CandidateStore store,
      ChosenStore chosen,
      Proposer proposer,
      int partition,
      int partitions) {
    this.control = control;
    this.store = store;
    this.chosen = chosen;
    this.proposer = proposer;
    this.partition = partition;
    this.partitions = partitions;
  }

  void run(long now) {
    if (now < nextRun) {
      return;
    }
    nextRun = now + INTERVAL_MILLIS;
    for (LiveEvent event : control.events()) {
      long floor = event.schedule().windowStart(now) - MARGIN_SEGMENTS;
      for (Representation representation : event.definition().representations()) {
        Track track = new Track(event.id(), representation.id());
        if (Topics.partition(track, partitions) == partition) {
          forgetBelow(track, floor);
        }
      }
    }
  }

  private void forgetBelow(Track track, long floor) {
    Long before = floors.get(track);
    if (floor <= 0 || (before != null && before >= floor)) {
      return;
    }
    floors.put(track, floor);
    store.forgetBelow(track, floor);
    chosen.forgetBelow(track, floor);
    proposer.forgetBelow(track, floor);
  }
}
