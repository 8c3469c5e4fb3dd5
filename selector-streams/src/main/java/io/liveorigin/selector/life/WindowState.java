package io.liveorigin.selector.life;

import io.liveorigin.contract.address.Track;

/** Something that a task keeps for the numbers of a track, in memory or stored. Stream thread. */
public interface WindowState {
  /** The numbers below {@code number} have left the time-shift window: nothing of them is kept. */
  void forgetBelow(Track track, long number);
}
