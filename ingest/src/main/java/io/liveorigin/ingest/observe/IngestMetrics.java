package io.liveorigin.ingest.observe;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.metric.IngestMetric;
import io.liveorigin.ingest.store.DeliveryListener;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one pipeline of a listener, and the alarm when a delivery is overdue. Any thread
 * may call it.
 */
public final class IngestMetrics implements DeliveryListener {
  private static final Duration MAX_ENCODER_LATENCY = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(IngestMetrics.class);

  private final MeterRegistry registry;
  private final String pipeline;
  private final LateAcknowledgements late;
  private final Runnable onOverdue;
  private final Counter bodyBytes;
  private final Timer ack;
  private final Timer encoderLatency;
  private final Counter alarms;
  private final Counter repeats;

  IngestMetrics(MeterRegistry registry, String pipeline, Runnable onOverdue) {
    this.registry = registry;
    this.pipeline = pipeline;
    this.late = new LateAcknowledgements(pipeline);
    this.onOverdue = onOverdue;
    this.bodyBytes = counter(IngestMetric.BODY_BYTES);
    this.ack = MeterRegistration.histogram(registry, IngestMetric.ACK, pipeline);
    this.encoderLatency =
        MeterRegistration.histogram(registry, IngestMetric.ENCODER_LATENCY, pipeline);
    this.alarms = counter(IngestMetric.ALARMS);
    this.repeats = counter(IngestMetric.REPEATS);
  }

  private Counter counter(IngestMetric metric) {
    return MeterRegistration.counter(registry, metric, pipeline);
  }

  /** Registers the gauge of tracks with an init segment. */
  public void watchInits(Supplier<Number> tracks) {
    MeterRegistration.gauge(registry, IngestMetric.INIT_SEGMENTS, tracks, pipeline);
  }

  /** Registers the gauge of partitions with replicas out of sync. */
  public void watchReplicas(Supplier<Number> underReplicated) {
    MeterRegistration.gauge(registry, IngestMetric.UNDER_REPLICATED, underReplicated, pipeline);
  }

  /** Counts a body that arrived completely. */
  public void arrived(int bytes) {
    bodyBytes.increment(bytes);
  }

  /**
   * Records the latency of a stored segment whose encoder time is known. A latency below zero or
   * above ten minutes means that a clock is wrong, and is ignored.
   *
   * @param after time from the end of its media at the encoder to its arrival
   */
  public void produced(Duration after) {
    if (!after.isNegative() && after.compareTo(MAX_ENCODER_LATENCY) <= 0) {
      encoderLatency.record(after);
    }
  }

  @Override
  public void acknowledged(Duration after) {
    ack.record(after);
  }

  @Override
  public void overdue(Address address, Duration after) {
    alarms.increment();
    late.late(address, after, System.nanoTime());
    onOverdue.run();
  }

  @Override
  public void repeated(Address address, String why) {
    repeats.increment();
    LOG.debug("{} is sent again: {}", address, why);
  }
}
