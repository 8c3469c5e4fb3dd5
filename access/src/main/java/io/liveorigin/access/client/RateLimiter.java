package io.liveorigin.access.client;

/**
 * Limits a rate per second, with bursts of at most one second's worth. It is the generic cell rate
 * algorithm (ITU-T I.371, annex A, virtual scheduling): a token bucket in eight bytes. Any thread
 * may call it.
 */
final class RateLimiter {
  private static final long SECOND = 1_000_000_000L;

  /**
   * The theoretical arrival time of the next unit if all were evenly spaced; nanoseconds of the
   * caller's clock.
   */
  private long expected;

  /**
   * Takes one unit if the rate allows it, and returns whether it did. A refused call uses up
   * nothing.
   *
   * @param perSecond units per second; 0 for no limit
   * @param now monotonic nanoseconds, starting at 0
   */
  synchronized boolean take(int perSecond, long now) {
    if (perSecond == 0) {
      return true;
    }
    long next = Math.max(expected, now) + SECOND / perSecond;
    if (next - now > SECOND) {
      return false;
    }
    expected = next;
    return true;
  }

  /** Returns whether the full burst is available, as in a new object. */
  synchronized boolean rested(long now) {
    return expected <= now;
  }
}
