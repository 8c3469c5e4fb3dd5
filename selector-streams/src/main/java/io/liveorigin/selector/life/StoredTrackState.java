package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;
import java.util.Set;

/** State that a task keeps for each track in a store. Stream thread. */
public interface StoredTrackState {
  /** Every track for which something is stored. */
  Set<Track> storedTracks();

  /**
   * Deletes at most {@code limit} entries of a track that has ended.
   *
   * @return the number of deleted entries; fewer than {@code limit} when nothing is left
   */
  int deleteSome(Track track, int limit);
}
