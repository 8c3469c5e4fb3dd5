package io.liveorigin.contract.lifecycle;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every thread of ours. Each has a name, by which a thread dump and a profile say whose it
 * is. None keeps the process alive: whoever started it closes it. One that ends by an error says so
 * in the log and not on the console. Any thread.
 */
public final class NamedThreadFactory implements ThreadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(NamedThreadFactory.class);

  private final Supplier<String> names;
  private final int priority;

  private NamedThreadFactory(Supplier<String> names, int priority) {
    this.names = names;
    this.priority = priority;
  }

  /** All of one name: for an executor of one thread, or of several that do the same. */
  public static NamedThreadFactory of(String name) {
    return new NamedThreadFactory(() -> name, Thread.NORM_PRIORITY);
  }

  /** Each with a number behind the name, from 0 on. */
  public static NamedThreadFactory numbered(String name) {
    AtomicInteger next = new AtomicInteger();
    return new NamedThreadFactory(() -> name + "-" + next.getAndIncrement(), Thread.NORM_PRIORITY);
  }

  /** One thread, not started yet. */
  public static Thread one(String name, Runnable task) {
    return of(name).newThread(task);
  }

  /** One thread for tasks that come again and again. */
  public static ScheduledExecutorService scheduler(String name) {
    return Executors.newSingleThreadScheduledExecutor(of(name));
  }

  /**
   * The same with a priority. It counts only where the JVM maps priorities (docs/kafka.md).
   *
   * @param other {@link Thread#MIN_PRIORITY} to {@link Thread#MAX_PRIORITY}
   */
  public NamedThreadFactory withPriority(int other) {
    return new NamedThreadFactory(names, other);
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, names.get());
    thread.setDaemon(true);
    thread.setPriority(priority);
    thread.setUncaughtExceptionHandler((t, e) -> LOG.error("{} ended by an error", t, e));
    return thread;
  }
}
