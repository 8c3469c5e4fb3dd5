package io.liveorigin.bench.process;

import java.time.Duration;

/**
 * When what a bench waits for is taken to hang. It ends a run that would never end, and decides
 * nothing else: how long something takes is measured, however long that is.
 */
public final class HangLimit {
  public static final Duration LIMIT = Duration.ofMinutes(3);

  private HangLimit() {}

  /** The last instant to wait for something until, of {@link System#nanoTime()}. */
  public static long deadline() {
    return System.nanoTime() + LIMIT.toNanos();
  }
}
