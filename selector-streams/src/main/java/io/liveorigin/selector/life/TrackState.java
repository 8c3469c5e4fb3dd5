package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;

/**
 * State that a task keeps for each track in memory. It registers with {@link TrackLives}, which
 * notifies it when a track has ended. Stream thread.
 */
public interface TrackState {
  /** The track has ended: delete everything that is kept for it. No effect if nothing is kept. */
  void ended(Track track);

  /**
   * The number of tracks for which something is kept; the state of each is bounded by its window.
   */
  int tracks();
}
