package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;
import java.util.Map;

/**
 * Remembers over restarts since when tracks are without an event. Only {@link TrackLives} writes
 * it, and only for tracks that no event is known of. Stream thread.
 */
public interface OrphanTracks {
  /** Every track that was without an event when that was last written, and since when, epoch ms. */
  Map<Track, Long> all();

  /**
   * The track is without an event.
   *
   * @param since epoch ms
   */
  void put(Track track, long since);

  /** The track has an event, or has ended and is deleted. Not a fault where nothing was written. */
  void forget(Track track);
}
