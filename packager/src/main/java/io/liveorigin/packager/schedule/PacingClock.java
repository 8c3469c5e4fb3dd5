package io.liveorigin.packager.schedule;

import java.time.Clock;

/** The packager's clock, which can also wait for an instant. Any thread. */
public interface PacingClock {
  /** Returns Unix epoch milliseconds. */
  long now();

  /** Waits until {@code instant} (epoch ms); returns at once if it has passed. */
  void until(long instant) throws InterruptedException;

  /** Returns a pacing clock that follows a real clock. */
  static PacingClock of(Clock clock) {
    return new SystemPacingClock(clock);
  }
}
