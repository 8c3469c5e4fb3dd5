package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes reports from the threads that answer players, and reads them on a thread of its own with a
 * low priority. A report waits for nobody: when too many wait, further ones are dropped and
 * counted. Any thread.
 */
public final class ViewIntake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewIntake.class);
  private static final int KEY_BYTES = 32;

  private final ViewSettings settings;
  private final LongSupplier clock;
  private final Map<ViewOutcome, Counter> outcomes = new EnumMap<>(ViewOutcome.class);
  private final ViewReports reports;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          NamedThreadFactory.of("views").withPriority(Thread.MIN_PRIORITY));

  /**
   * Starts the thread.
   *
   * @param events returns the declared event of an id
   * @param clock epoch ms
   */
  public ViewIntake(
      ViewSettings settings,
      Function<EventId, Optional<LiveEvent>> events,
      ViewLog log,
      LongSupplier clock,
      MeterRegistry meters) {
    this.settings = settings;
    this.clock = clock;
    for (ViewOutcome outcome : ViewOutcome.values()) {
      outcomes.put(
          outcome, MeterRegistration.counter(meters, ServingMetric.VIEWS, outcome.label()));
    }
    Counter dropped = MeterRegistration.counter(meters, ServingMetric.VIEW_KEYS);
    this.reports =
        new ViewReports(
            events,
            new SessionIds(ViewIntake::key),
            settings,
            log,
            outcome -> outcomes.get(outcome).increment(),
            dropped::increment);
  }

  private static byte[] key() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** Takes the body of a report; never blocks. */
  public void offer(byte[] body) {
    long now = clock.getAsLong();
    if (waiting.addAndGet(cost(body)) > settings.waitingBytes()) {
      busy(body);
      return;
    }
    try {
      thread.execute(
          () -> {
            try {
              reports.take(body, now);
            } catch (RuntimeException e) {
              LOG.error("a report of a player was not read", e);
            } finally {
              waiting.addAndGet(-cost(body));
            }
          });
    } catch (RejectedExecutionException e) {
      busy(body);
    }
  }

  /** Memory of a waiting body, with the objects around it. */
  private static int cost(byte[] body) {
    return body.length + 128;
  }

  private void busy(byte[] body) {
    waiting.addAndGet(-cost(body));
    int lines = 0;
    for (int i = 0; i < body.length; i++) {
      lines += body[i] == '\n' || i == body.length - 1 ? 1 : 0;
    }
    outcomes.get(ViewOutcome.BUSY).increment(lines);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
