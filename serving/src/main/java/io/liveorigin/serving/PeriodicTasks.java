package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.serving.status.NodeReadiness;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that depend on the time alone: they end holds, and check whether the node is current.
 */
final class PeriodicTasks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);
  private static final long EXPIRE_MILLIS = 10;

  private final ScheduledExecutorService thread = NamedThreadFactory.scheduler("ticks");

  private PeriodicTasks() {}

  static PeriodicTasks start(LiveEdgeState edge, NodeReadiness readiness, Clock clock) {
    PeriodicTasks ticks = new PeriodicTasks();
    ticks.every(EXPIRE_MILLIS, "deadlines of holds", () -> edge.holds().expire(clock.millis()));
    ticks.every(NodeReadiness.LOOK_MILLIS, "readiness", () -> refresh(edge, readiness));
    return ticks;
  }

  private static void refresh(LiveEdgeState edge, NodeReadiness readiness) {
    if (readiness.refresh().ready()) {
      edge.recent().current();
    }
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
