package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;
import java.util.Map;

/**
 * Remembers, across restarts, since when tracks have been without an event. Only {@link TrackLives}
 * writes it, and only for tracks whose event is not known. Stream thread.
 */
public interface OrphanTracks {
  /** Every track that is stored as without an event, and since when, epoch ms. */
  Map<Track, Long> all();

  /**
   * The track is without an event.
   *
   * @param since epoch ms
   */
  void put(Track track, long since);

  /** The track has an event, or has ended and is deleted. No effect if nothing was stored. */
  void forget(Track track);
}
