package io.liveorigin.packager.schedule;

import java.time.Clock;

/** The packager's sense of time: what it is, and waiting for an instant. Any thread. */
public interface PacingClock {
  /** Unix epoch milliseconds. */
  long now();

  /** Returns at {@code instant} (epoch ms) or later, at once if it is past. */
  void until(long instant) throws InterruptedException;

  /** The pace of a real clock. */
  static PacingClock of(Clock clock) {
    return new SystemPacingClock(clock);
  }
}
