package io.liveorigin.packager.schedule;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Sleeps in short steps, so that a correction of the clock takes effect within one step. */
final class SystemPacingClock implements PacingClock {
  private static final long STEP_MILLIS = 250;

  private final Clock clock;

  SystemPacingClock(Clock clock) {
    this.clock = clock;
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public void until(long instant) throws InterruptedException {
    for (long left = instant - now(); left > 0; left = instant - now()) {
      TimeUnit.MILLISECONDS.sleep(Math.min(left, STEP_MILLIS));
    }
  }
}
