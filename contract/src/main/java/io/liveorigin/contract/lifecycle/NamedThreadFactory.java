package io.liveorigin.contract.lifecycle;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates all threads of the origin's own code. Each has a name that says in thread dumps and
 * profiles to which part it belongs. None keeps the process alive; the code that started it has to
 * stop it. A thread that ends with an error is reported in the log and not on the console. Usable
 * from any thread.
 */
public final class NamedThreadFactory implements ThreadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(NamedThreadFactory.class);

  private final Supplier<String> names;
  private final int priority;

  private NamedThreadFactory(Supplier<String> names, int priority) {
    this.names = names;
    this.priority = priority;
  }

  /**
   * Returns a factory whose threads all have this name: for an executor of one thread, or of
   * several that do the same.
   */
  public static NamedThreadFactory of(String name) {
    return new NamedThreadFactory(() -> name, Thread.NORM_PRIORITY);
  }

  /** Returns a factory that appends a number to each name, starting at 0. */
  public static NamedThreadFactory numbered(String name) {
    AtomicInteger next = new AtomicInteger();
    return new NamedThreadFactory(() -> name + "-" + next.getAndIncrement(), Thread.NORM_PRIORITY);
  }

  /** Creates one thread, which is not started yet. */
  public static Thread one(String name, Runnable task) {
    return of(name).newThread(task);
  }

  /** Creates a scheduler of one thread, for recurring tasks. */
  public static ScheduledExecutorService scheduler(String name) {
    return Executors.newSingleThreadScheduledExecutor(of(name));
  }

  /**
   * Returns the same factory with a priority, which has an effect only if the JVM maps priorities
   * (docs/kafka.md).
   *
   * @param other the priority, {@link Thread#MIN_PRIORITY} to {@link Thread#MAX_PRIORITY}
   */
  public NamedThreadFactory withPriority(int other) {
    return new NamedThreadFactory(names, other);
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, names.get());
    thread.setDaemon(true);
    thread.setPriority(priority);
    thread.setUncaughtExceptionHandler((t, e) -> LOG.error("{} ended with an error", t, e));
    return thread;
  }
}
