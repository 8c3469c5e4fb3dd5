package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;

/** State that a task keeps for the numbers of a track, in memory or stored. Stream thread. */
public interface WindowState {
  /**
   * The numbers below {@code number} have left the time-shift window: delete everything that is
   * kept for them.
   */
  void forgetBelow(Track track, long number);
}
