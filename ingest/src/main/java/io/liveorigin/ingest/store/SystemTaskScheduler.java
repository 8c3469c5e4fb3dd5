package io.liveorigin.ingest.store;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler in real time, with one daemon thread. */
public final class SystemTaskScheduler implements TaskScheduler, AutoCloseable {
  private final ScheduledThreadPoolExecutor scheduler;

  public SystemTaskScheduler(String threadName) {
    scheduler = new ScheduledThreadPoolExecutor(1, NamedThreadFactory.of(threadName));
    // Nearly every alarm and deadline is cancelled; if cancelled tasks were kept, they would hold
    // segments in memory.
    scheduler.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Cancellation after(Duration delay, Runnable task) {
    Future<?> scheduled =
        scheduler.schedule(task, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
