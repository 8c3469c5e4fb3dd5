package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.selector.task.Quarantine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Deletes state that has left the time-shift window, so that its size is bounded by the window and
 * not by the length of the day.
 */
public final class Expiry implements TrackState {
  /** Between runs. */
  private static final long INTERVAL_MILLIS = 30_000;

  /**
   * Numbers that are kept for longer than the window: a mask or a late reader may still need them.
   */
  private static final long MARGIN_SEGMENTS = 30;

  private final ControlState control;
  private final TrackLives lives;
  private final Quarantine quarantine;
  private final List<WindowState> kept;
  private final Map<Track, Long> floors = new HashMap<>();
  private long nextRun = Long.MIN_VALUE;

  /**
   * @param kept states that are kept by number; each is notified, in this order, of the numbers
   *     that have left the window
   */
  public Expiry(
      ControlState control, TrackLives lives, Quarantine quarantine, List<WindowState> kept) {
    this.control = control;
    this.lives = lives;
    this.quarantine = quarantine;
    this.kept = List.copyOf(kept);
  }

  /**
   * Called on each tick; acts only at intervals.
   *
   * @param now epoch ms
   */
  public void run(long now) {
    if (now < nextRun) {
      return;
    }
    nextRun = now + INTERVAL_MILLIS;
    for (LiveEvent event : control.events()) {
      long floor = event.schedule().windowStart(now) - MARGIN_SEGMENTS;
      // Includes the tracks of representations that are no longer declared.
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
    kept.forEach(state -> state.forgetBelow(track, floor));
  }
}
