package io.liveorigin.serving.invalidation.cells;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.wire.CellReport;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports every second that this node is alive, and within 50 ms which invalidations it has carried
 * out.
 */
public final class CellReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CellReporter.class);
  private static final long LOOK_MILLIS = 50;
  private static final long HEARTBEAT_MILLIS = 1_000;

  private final CellIdentity self;
  private final SettledInvalidations settled;
  private final BooleanSupplier ready;
  private final CellLog log;
  private final Clock clock;
  private final ScheduledExecutorService thread;

  /** Used only by the class's own thread. */
  private CellReport last;

  /**
   * @param ready whether this node responds to requests
   */
  public CellReporter(
      CellIdentity self,
      SettledInvalidations settled,
      BooleanSupplier ready,
      CellLog log,
      Clock clock) {
    this.self = self;
    this.settled = settled;
    this.ready = ready;
    this.log = log;
    this.clock = clock;
    this.last = new CellReport(self.cell(), self.node(), 0, false, List.of());
    this.thread = NamedThreadFactory.scheduler("cell-reports");
  }

  public void start() {
    thread.scheduleWithFixedDelay(this::report, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void report() {
    try {
      CellReport report =
          new CellReport(
              self.cell(), self.node(), clock.millis(), ready.getAsBoolean(), settled.tokens());
      boolean news = report.ready() != last.ready() || !report.settled().equals(last.settled());
      if (news || report.at() - last.at() >= HEARTBEAT_MILLIS) {
        last = report;
        log.publish(report);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // A scheduled task that throws is not run again, and this node would look dead.
      LOG.error("this node could not report its state", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
