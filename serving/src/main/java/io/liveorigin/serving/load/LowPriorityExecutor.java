package io.liveorigin.serving.load;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of the lowest priority for older segments: what is looked up and written for them has the
 * processor when nobody else wants it (ADR 12). Any thread.
 */
public final class LowPriorityExecutor implements Executor, AutoCloseable {
  private static final int THREADS = 2;

  private final ThreadPoolExecutor threads;

  /**
   * Starts none before there is a task.
   *
   * @param name of each
   */
  public LowPriorityExecutor(String name) {
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            NamedThreadFactory.of(name).withPriority(Thread.MIN_PRIORITY));
  }

  /** Runs the task when its turn comes: what has begun is not refused. */
  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Tasks that no thread has taken yet. */
  public int waiting() {
    return threads.getQueue().size();
  }

  /** Does what it has, and takes no more. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
