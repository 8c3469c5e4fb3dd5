package io.liveorigin.serving.load;

/**
 * How much a request matters, from the schedule alone and before any store is asked. The first of
 * these is refused last.
 */
public enum Priority {
  /**
   * Every viewer of the event waits for it: the next segment, a due one that is neither to be
   * decided as missing yet nor gone, the last three up to the live edge, init segments and
   * manifests.
   */
  LIVE_EDGE,
  /** Within 30 s of the live edge: players that start, or fell behind. */
  NEAR_EDGE,
  /** The rest of the time-shift window. */
  DVR,
  /** Hopeless: it is refused from memory, whatever the load. */
  UNKNOWN
}
