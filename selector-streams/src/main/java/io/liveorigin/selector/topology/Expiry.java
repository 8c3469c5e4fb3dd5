package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.life.TrackLives;
import io.liveorigin.selector.life.TrackState;
import io.liveorigin.selector.quarantine.Quarantine;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ChosenStore;
import java.util.HashMap;
import java.util.Map;

/**
 * Forgets what has left the time-shift window, so that state is bounded by it and not by the day.
 */
final class Expiry implements TrackState {
  /** Between runs. */
  private static final long INTERVAL_MILLIS = 30_000;

  /** Kept beyond the window: a mask or a late reader may still look. */
  private static final long MARGIN_SEGMENTS = 30;

  private final ControlState control;
  private final CandidateStore store;
  private final ChosenStore chosen;
  private final Proposer proposer;
  private final UncheckedCopies unchecked;
  private final TrackLives lives;
  private final Quarantine quarantine;
  private final Map<Track, Long> floors = new HashMap<>();
  private long nextRun = Long.MIN_VALUE;

  Expiry(
      ControlState control,
      CandidateStore store,
      ChosenStore chosen,
      Proposer proposer,
      UncheckedCopies unchecked,
      TrackLives lives,
      Quarantine quarantine) {
    this.control = control;
    this.store = store;
    this.chosen = chosen;
    this.proposer = proposer;
    this.unchecked = unchecked;
    this.lives = lives;
    this.quarantine = quarantine;
  }

  void run(long now) {
    if (now < nextRun) {
      return;
    }
    nextRun = now + INTERVAL_MILLIS;
    for (LiveEvent event : control.events()) {
      long floor = event.schedule().windowStart(now) - MARGIN_SEGMENTS;
      // Also those of representations that are no longer declared.
      for (Track track : lives.of(event.id())) {
        if (track.incarnation() == event.definition().incarnation()) {
          quarantine.step("expiry", track, () -> forgetBelow(track, floor));
        }
      }
    }
  }

  @Override
  public void ended(Track track) {
    floors.remove(track);
  }

  @Override
  public int tracks() {
    return floors.size();
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
    unchecked.forgetBelow(track, floor);
  }
}
