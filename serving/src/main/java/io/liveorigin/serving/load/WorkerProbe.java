package io.liveorigin.serving.load;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how late the workers of a listener start a task. 50 times a second it hands them an
 * empty task, and counts from the instant at which it should have done so. This covers a pool whose
 * threads are all busy, and a processor that has no time for this process.
 */
public final class WorkerProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProbe.class);
  private static final long INTERVAL_NANOS = Duration.ofMillis(20).toNanos();

  /** Takes measurements, in ns. Calls do not overlap. */
  @FunctionalInterface
  public interface Listener {
    void measured(long lag, long now);
  }

  private final Executor workers;
  private final Listener listener;
  private final ScheduledExecutorService ticker;

  /**
   * When the task that no worker has started yet was to be handed over; guarded by {@code this}.
   */
  private long due;

  private boolean waiting;

  private WorkerProbe(Executor workers, Listener listener) {
    this.workers = workers;
    this.listener = listener;
    this.ticker = NamedThreadFactory.scheduler("worker-lag");
    this.due = System.nanoTime();
  }

  public static WorkerProbe start(Executor workers, Listener listener) {
    WorkerProbe probe = new WorkerProbe(workers, listener);
    probe.ticker.scheduleWithFixedDelay(
        probe::tick, INTERVAL_NANOS, INTERVAL_NANOS, TimeUnit.NANOSECONDS);
    return probe;
  }

  private synchronized void tick() {
    long now = System.nanoTime();
    try {
      if (waiting) {
        // Its lag so far counts, because all workers may hang.
        listener.measured(now - due, now);
        return;
      }
      due += INTERVAL_NANOS;
      if (due > now) {
        due = now;
      }
      waiting = true;
      workers.execute(this::taken);
    } catch (RejectedExecutionException e) {
      waiting = false;
    } catch (RuntimeException | OutOfMemoryError e) {
      // A scheduled task that throws is not run again.
      LOG.error("the lag of the workers could not be measured", e);
    }
  }

  private synchronized void taken() {
    long now = System.nanoTime();
    listener.measured(now - due, now);
    waiting = false;
    due = now;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
