package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.lifecycle.ReadinessLog;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.status.NodeReadiness;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that depend on the time alone: they end holds, and check whether the node is current.
 */
final class PeriodicTasks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);
  private static final long EXPIRE_MILLIS = 10;

  private final ScheduledExecutorService thread = NamedThreadFactory.scheduler("ticks");

  /** Only the thread uses it. */
  private final ReadinessLog log = new ReadinessLog("");

  private PeriodicTasks() {}

  /**
   * Starts the tasks.
   *
   * @param access the access that this node needs in Kafka and lacks
   */
  static PeriodicTasks start(
      LiveEdgeState edge, NodeReadiness readiness, Supplier<Optional<String>> access, Clock clock) {
    PeriodicTasks ticks = new PeriodicTasks();
    ticks.every(EXPIRE_MILLIS, "deadlines of holds", () -> edge.holds().expire(clock.millis()));
    ticks.every(
        NodeReadiness.LOOK_MILLIS, "readiness", () -> ticks.refresh(edge, readiness, access));
    return ticks;
  }

  private void refresh(
      LiveEdgeState edge, NodeReadiness readiness, Supplier<Optional<String>> access) {
    SelectorReadiness ready = readiness.refresh();
    if (ready.ready()) {
      edge.recent().current();
    }
    log.seen(ready.ready() ? access.get() : Optional.of(ready.reason()), System.nanoTime());
  }

  private void every(long millis, String what, Runnable look) {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                look.run();
              } catch (RuntimeException | OutOfMemoryError e) {
                // A scheduled task that throws is not called again, and no hold would end.
                LOG.error("{} could not be checked", what, e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
