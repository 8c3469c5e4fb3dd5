package io.liveorigin.ingest.store;

import java.time.Duration;

/** Runs something later. The edge between delivery and real time; tests move it by hand. */
public interface TaskScheduler {
  /** Takes back a task that has not run yet; otherwise does nothing. */
  @FunctionalInterface
  interface Cancellation {
    void cancel();
  }

  /** Runs {@code task} once after {@code delay}, in the timer's thread: it must not block. */
  Cancellation after(Duration delay, Runnable task);
}
