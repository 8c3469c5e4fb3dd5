package io.liveorigin.standalone.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a running part to stop, from any thread. The request cannot be withdrawn. */
public final class StopSignal {
  private final CountDownLatch asked = new CountDownLatch(1);

  public void request() {
    asked.countDown();
  }

  public boolean isRequested() {
    return asked.getCount() == 0;
  }

  /** Waits until the part is asked to stop; an interrupt counts as asking. */
  public void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request();
    }
  }

  /**
   * Waits at most {@code limit}; an interrupt counts as asking.
   *
   * @return whether the part has been asked to stop
   */
  public boolean await(Duration limit) {
    try {
      return asked.await(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request();
      return true;
    }
  }
}
