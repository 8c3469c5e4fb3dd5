package io.liveorigin.selector.run;

/**
 * The time to wait before the next try: it doubles with each failure, and starts from the beginning
 * after a quiet period. Synchronised; time is an argument.
 */
final class BackOff {
  static final long FIRST_MILLIS = 100;
  static final long MOST_MILLIS = 10_000;
  private static final long QUIET_MILLIS = 60_000;

  private long next = FIRST_MILLIS;
  private long failedAt = Long.MIN_VALUE;

  /** Records that a try failed at {@code now} (epoch ms), and returns the time to wait, ms. */
  synchronized long failed(long now) {
    boolean quiet = failedAt == Long.MIN_VALUE || now - failedAt > QUIET_MILLIS;
    long wait = quiet ? FIRST_MILLIS : next;
    next = Math.min(MOST_MILLIS, wait * 2);
    failedAt = now;
    return wait;
  }
}
