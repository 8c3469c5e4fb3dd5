package io.liveorigin.ingest.store;

import java.time.Duration;

/** Runs tasks later. It separates delivery from real time; tests advance it by hand. */
public interface TaskScheduler {
  /** Cancels a task that has not run yet; otherwise does nothing. */
  @FunctionalInterface
  interface Cancellation {
    void cancel();
  }

  /** Runs {@code task} once after {@code delay}, in the timer's thread; the task must not block. */
  Cancellation after(Duration delay, Runnable task);
}
