package io.liveorigin.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for what must happen. The limit tells what hangs from what is slow, and
 * nothing else: a test that waits like this takes longer on a slow machine and stays green.
 */
public final class Patience {
  /** Longer than anything that a test waits for takes on a machine that is twenty times as slow. */
  public static final Duration LIMIT = Duration.ofMinutes(5);

  /** The same as a socket wants it. */
  public static final int LIMIT_MILLIS = Math.toIntExact(LIMIT.toMillis());

  private Patience() {}

  /**
   * Waits for a condition. A thread that dies meanwhile does not end the wait: tests of faults let
   * threads die, and JUnit ends the whole run where it is handed an {@link OutOfMemoryError}.
   */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LIMIT).dontCatchUncaughtExceptions();
  }

  /** Waits for a condition that has a name, which a failure says. */
  public static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(LIMIT).dontCatchUncaughtExceptions();
  }

  /**
   * The result of a future.
   *
   * @throws AssertionError if it failed, or hangs
   */
  public static <T> T get(Future<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("it hangs: nothing has come in " + LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
