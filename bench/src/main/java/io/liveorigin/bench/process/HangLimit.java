package io.liveorigin.bench.process;

import java.time.Duration;

/**
 * The time after which a bench assumes that whatever it waits for hangs. It ends a run that would
 * never end, and has no other effect: durations are measured, however long they are.
 */
public final class HangLimit {
  public static final Duration LIMIT = Duration.ofMinutes(3);

  private HangLimit() {}

  /** Returns the latest instant until which to wait, as a value of {@link System#nanoTime()}. */
  public static long deadline() {
    return System.nanoTime() + LIMIT.toNanos();
  }
}
