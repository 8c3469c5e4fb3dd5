package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;
import java.util.Set;

/** Something that a task keeps for each track, in a store. Stream thread. */
public interface StoredTrackState {
  /** Every track of which something is stored. */
  Set<Track> storedTracks();

  /**
   * Deletes at most {@code limit} entries of a track that has ended.
   *
   * @return how many were deleted; fewer than {@code limit} when nothing is left
   */
  int deleteSome(Track track, int limit);
}
