package io.liveorigin.ingest.observe;

import io.liveorigin.contract.address.Address;
import io.liveorigin.ingest.store.DeliveryListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one pipeline of a listener, and the alarm when a delivery is overdue. Any thread
 * may call it.
 *
 * <p>{@code ingest_body_bytes_total}, {@code ingest_ack_seconds} (histogram: from the complete body
 * to Kafka's acknowledgement), {@code ingest_encoder_latency_seconds} (histogram: from the end of a
 * segment's media at the encoder, by its prft, to its arrival), {@code ingest_alarms_total}, {@code
 * ingest_repeats_total}, {@code ingest_init_segments}; each with the label {@code pipeline}.
 */
public final class IngestMetrics implements DeliveryListener {
  private static final Duration MAX_ENCODER_LATENCY = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(IngestMetrics.class);

  private final MeterRegistry registry;
  private final String pipeline;
  private final Runnable onOverdue;
  private final Counter bodyBytes;
  private final Timer ack;
  private final Timer encoderLatency;
  private final Counter alarms;
  private final Counter repeats;

  IngestMetrics(MeterRegistry registry, String pipeline, Runnable onOverdue) {
    this.registry = registry;
    this.pipeline = pipeline;
    this.onOverdue = onOverdue;
    this.bodyBytes = counter("ingest.body.bytes", "Bytes of bodies that arrived whole");
    this.ack =
        Timer.builder("ingest.ack")
            .description("Time from the complete body to Kafka's acknowledgement")
            .tag(ListenerMetrics.PIPELINE, pipeline)
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
    this.encoderLatency =
        Timer.builder("ingest.encoder.latency")
            .description(
                "Time from the end of a segment's media at the encoder to the"
                    + " segment's arrival")
            .tag(ListenerMetrics.PIPELINE, pipeline)
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(10))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
    this.alarms =
        counter("ingest.alarms", "Uploads without an acknowledgement after the alarm time");
    this.repeats = counter("ingest.repeats", "Appends that failed and were repeated");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name)
        .description(description)
        .tag(ListenerMetrics.PIPELINE, pipeline)
        .register(registry);
  }

  /** Registers the gauge of tracks with an init segment. */
  public void watchInits(Supplier<Number> tracks) {
    Gauge.builder("ingest.init.segments", tracks)
        .description("Tracks of which an init segment is known")
        .tag(ListenerMetrics.PIPELINE, pipeline)
        .register(registry);
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
    LOG.warn("alarm: {} is not acknowledged after {} ms", address, after.toMillis());
    onOverdue.run();
  }

  @Override
  public void repeated(Address address, String why) {
    repeats.increment();
    LOG.debug("{} is sent again: {}", address, why);
  }
}
