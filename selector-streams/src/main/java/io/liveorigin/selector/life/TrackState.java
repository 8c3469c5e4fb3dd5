package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;

/**
 * Something that a task keeps for each track, in memory. It says so to {@link TrackLives}, which
 * tells it when a track has ended. Stream thread.
 */
public interface TrackState {
  /** The track has ended: nothing of it is kept. Not a fault where nothing was. */
  void ended(Track track);

  /** Tracks of which something is kept; what is kept for each is bounded by its window. */
  int tracks();
}
