package io.liveorigin.selector.run;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.metric.SelectorMetric;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.selector.task.SelectorMonitor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Micrometer counters, and an occasional line in the log for conditions that must not occur. */
final class MeteredMonitor implements SelectorMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(MeteredMonitor.class);

  /**
   * Minimum interval between warnings: a cell whose clock is ahead may be early with every segment.
   */
  private static final long BETWEEN_WARNINGS_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final MeterRegistry registry;
  private final String cell;
  private final Consumer<QuarantineRecord> quarantine;
  private final LongSupplier monotonic;
  private volatile OptionalLong toldAt = OptionalLong.empty();

  MeteredMonitor(
      MeterRegistry registry,
      String cell,
      Consumer<QuarantineRecord> quarantine,
      LongSupplier monotonic) {
    this.registry = registry;
    this.cell = cell;
    this.quarantine = quarantine;
    this.monotonic = monotonic;
  }

  @Override
  public void candidate(String pipeline, boolean valid) {
    MeterRegistration.counter(
            registry, SelectorMetric.CANDIDATES, pipeline, Boolean.toString(valid))
        .increment();
  }

  @Override
  public void derived(String pipeline, Defect defect) {
    MeterRegistration.counter(registry, SelectorMetric.DERIVED, pipeline, defect.name())
        .increment();
  }

  @Override
  public void quarantined(QuarantineRecord entry) {
    MeterRegistration.counter(
            registry, SelectorMetric.QUARANTINED, entry.step(), entry.topic().orElse(""))
        .increment();
    quarantine.accept(entry);
  }

  @Override
  public void accepted(Decision decision) {
    MeterRegistration.counter(
            registry,
            SelectorMetric.DECISIONS,
            decision.reason().wire(),
            decision.winner().map(Candidate::pipeline).orElse("none"))
        .increment();
  }

  @Override
  public void early(Decision decision, long millis) {
    MeterRegistration.counter(registry, SelectorMetric.EARLY, Boolean.toString(own(decision)))
        .increment();
    long now = monotonic.getAsLong();
    if (toldAt.isEmpty() || now - toldAt.getAsLong() >= BETWEEN_WARNINGS_NANOS) {
      toldAt = OptionalLong.of(now);
      LOG.warn("{}", tooEarly(decision, millis));
    }
  }

  /** The brokers' time counts, so either the clock of the deciding cell is wrong, or a broker's. */
  String tooEarly(Decision decision, long millis) {
    return "a decision of "
        + (own(decision) ? "this cell" : "cell " + decision.cell())
        + " on "
        + decision.address()
        + " was recorded "
        + millis
        + " ms too early and is ignored: the clock of a node of "
        + (own(decision) ? "this" : "that")
        + " cell is ahead, or the clock of a broker is behind";
  }

  private boolean own(Decision decision) {
    return decision.cell().equals(cell);
  }
}
