package io.liveorigin.serving.load;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of the lowest priority for older segments: look-ups and writes for them get the processor
 * when no other thread needs it (ADR 12). Thread-safe.
 */
public final class LowPriorityExecutor implements Executor, AutoCloseable {
  private static final int THREADS = 2;

  private final ThreadPoolExecutor threads;

  /**
   * Starts no thread before there is a task.
   *
   * @param name of each thread
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

  /**
   * Runs the task when a thread is free. A task is never refused, because its request is already
   * under way.
   */
  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Tasks that no thread has started yet. */
  public int waiting() {
    return threads.getQueue().size();
  }

  /** Finishes the queued tasks, and accepts no more. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
