package io.liveorigin.serving.load;

/**
 * How much a request matters, by the schedule alone and before any store is queried. The first of
 * these is refused last.
 */
public enum Priority {
  /**
   * All viewers of the event wait for it: the next segment, a due one that is neither to be decided
   * as missing yet nor gone, the last three up to the live edge, init segments and manifests.
   */
  LIVE_EDGE,
  /** Within 30 s of the live edge: players that start, or have fallen behind. */
  NEAR_EDGE,
  /** The rest of the time-shift window. */
  DVR,
  /** The request cannot succeed: it is refused from memory, whatever the load. */
  UNKNOWN
}
