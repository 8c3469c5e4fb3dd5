package io.liveorigin.serving.audit;

import io.liveorigin.access.client.ClientAddress;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures that each write at the admin API has its record. A change and its record are written
 * together ({@link #log}). A request that changed nothing is recorded afterwards by a thread of its
 * own, within the bounds of {@link RefusedRate}. A record that cannot be written is counted and
 * logged. Any thread.
 */
public final class AuditTrail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  /** The largest number of requests that wait for the thread. */
  private static final int MOST_WAITING = 1_000;

  private static final long CLOSE_MILLIS = 2_000;

  private final AuditLog log;
  private final String node;
  private final LongSupplier ticks;
  private final Counter lost;
  private final ScheduledExecutorService thread = NamedThreadFactory.scheduler("audit");
  private final AtomicInteger waiting = new AtomicInteger();

  /** Used by {@link #thread} only. */
  private final RefusedRate rate = new RefusedRate();

  private AuditTrail(AuditLog log, String node, LongSupplier ticks, MeterRegistry meters) {
    this.log = log;
    this.node = node;
    this.ticks = ticks;
    this.lost = MeterRegistration.counter(meters, ServingMetric.AUDIT_LOST);
  }

  /**
   * Starts the thread.
   *
   * @param node {@code cell/node}
   * @param ticks nanoseconds, monotonic
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a turn reports its own failure
  public static AuditTrail start(
      AuditLog log, String node, LongSupplier ticks, MeterRegistry meters) {
    AuditTrail trail = new AuditTrail(log, node, ticks, meters);
    long turn = RefusedRate.WINDOW_MILLIS / 2;
    trail.thread.scheduleWithFixedDelay(trail::turn, turn, turn, TimeUnit.MILLISECONDS);
    return trail;
  }

  /** A control log that records this request as the origin of its changes. */
  public ControlLog log(ControlLog control, AuditedRequest request) {
    return new AuditedControlLog(control, request, node);
  }

  /**
   * Records a request that has a response, if it needs a record and has none.
   *
   * @param status of the response
   */
  public void ended(AuditedRequest request, int status) {
    if (!request.lacksRecord()) {
      return;
    }
    AuditRecord record = request.ended(node, status);
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      lose(record, "too many records are waiting");
      return;
    }
    try {
      thread.execute(
          () -> {
            waiting.decrementAndGet();
            rate.take(ClientAddress.group(request.address()), record, millis())
                .ifPresent(this::write);
          });
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
      lose(record, "the node is stopping");
    }
  }

  private void turn() {
    rate.over(millis()).forEach(this::write);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // each outcome is handled here
  private void write(AuditRecord record) {
    try {
      log.write(record)
          .whenComplete(
              (written, failure) -> {
                if (failure != null) {
                  lose(record, String.valueOf(failure.getMessage()));
                }
              });
    } catch (RuntimeException e) {
      lose(record, String.valueOf(e.getMessage()));
    }
  }

  private void lose(AuditRecord record, String why) {
    lost.increment();
    LOG.error(
        "an audit record was not written ({}): {}",
        why,
        new String(record.toJson(), StandardCharsets.UTF_8));
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(ticks.getAsLong());
  }

  /** Writes the records that wait. */
  @Override
  public void close() {
    try {
      thread.execute(() -> rate.over(Long.MAX_VALUE).forEach(this::write));
      thread.shutdown();
      if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("already closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.shutdownNow();
    }
  }
}
