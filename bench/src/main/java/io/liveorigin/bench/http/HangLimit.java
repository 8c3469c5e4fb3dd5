package io.liveorigin.bench.http;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.time.Duration;

/**
 * The time after which a bench assumes that whatever it waits for hangs. It ends a run that would
 * never end, and has no other effect: durations are measured, however long they are.
 */
public final class HangLimit {
  public static final Duration LIMIT = Duration.ofMinutes(3);

  private static final long POLL_MILLIS = 50;

  private HangLimit() {}

  /** A condition that takes time. */
  public interface Condition {
    boolean met() throws IOException, InterruptedException;
  }

  /** Returns the latest instant until which to wait, as a value of {@link System#nanoTime()}. */
  public static long deadline() {
    return System.nanoTime() + LIMIT.toNanos();
  }

  /** Sleeps between two checks of a condition. */
  public static void pause() throws InterruptedException {
    Thread.sleep(POLL_MILLIS);
  }

  /** Waits for a condition, see {@link #await(Duration, String, Condition)}. */
  public static void await(String failure, Condition condition)
      throws IOException, InterruptedException {
    await(LIMIT, failure, condition);
  }

  /**
   * Checks a condition again and again, and returns when it is met.
   *
   * @param failure the message if it is not met in time
   * @throws OriginException if it is not met in time
   */
  public static void await(Duration limit, String failure, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.met()) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(ErrorCode.NOT_READY, failure);
      }
      pause();
    }
  }
}
