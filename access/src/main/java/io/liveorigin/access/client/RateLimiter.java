package io.liveorigin.access.client;

/**
 * So much a second, and no more than one second's worth at once: the generic cell rate algorithm
 * (ITU-T I.371, annex A, virtual scheduling), which is a token bucket in eight bytes. Any thread.
 */
final class RateLimiter {
  private static final long SECOND = 1_000_000_000L;

  /** When the next would come if all came evenly; nanos of the same clock. */
  private long expected;

  /**
   * Whether one more may come now; one that may not counts for nothing.
   *
   * @param perSecond 0 for no bound
   * @param now nanos that only go forward, from 0
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

  /** Whether it is as new. */
  synchronized boolean rested(long now) {
    return expected <= now;
  }
}
