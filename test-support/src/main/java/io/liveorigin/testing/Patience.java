package io.liveorigin.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for something that must happen. The limit only distinguishes hanging from
 * slow: a test that waits in this way takes longer on a slow machine and still passes.
 */
public final class Patience {
  /** Longer than anything that a test waits for would take on a machine twenty times slower. */
  public static final Duration LIMIT = Duration.ofMinutes(5);

  /** The same in milliseconds, for sockets. */
  public static final int LIMIT_MILLIS = Math.toIntExact(LIMIT.toMillis());

  private Patience() {}

  /**
   * Waits for a condition. A thread that dies meanwhile does not end the wait: fault tests let
   * threads die, and JUnit ends the whole run if it receives an {@link OutOfMemoryError}.
   */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(LIMIT).dontCatchUncaughtExceptions();
  }

  /** Waits for a condition with a name, which the message of a failure contains. */
  public static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(LIMIT).dontCatchUncaughtExceptions();
  }

  /**
   * Returns the result of a future.
   *
   * @throws AssertionError if the future failed or hangs, or if the thread is interrupted
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
