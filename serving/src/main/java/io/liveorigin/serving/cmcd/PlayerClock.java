package io.liveorigin.serving.cmcd;

/**
 * How far the clock of a player is behind the node's. A report that is late looks like a clock that
 * is behind, and no delay is negative, so the least difference that was seen is the best one. One
 * thread.
 */
final class PlayerClock {
  /** A player's clock may differ this much before the node's clock counts. */
  private static final long TOLERATED_MILLIS = 1_000;

  private boolean seen;
  private long behind;

  /**
   * Notes a body.
   *
   * @param millis the node's clock when the body had arrived, less the newest instant in it
   * @return by how much the correction has changed; 0 for the first body
   */
  long arrived(long millis) {
    if (!seen) {
      seen = true;
      behind = millis;
      return 0;
    }
    long before = correction();
    behind = Math.min(behind, millis);
    return correction() - before;
  }

  /** The correction of the player's clock, to be added, ms. */
  long correction() {
    return Math.abs(behind) <= TOLERATED_MILLIS ? 0 : behind;
  }
}
