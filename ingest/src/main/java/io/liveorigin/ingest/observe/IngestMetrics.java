package io.liveorigin.ingest.observe;

import io.liveorigin.contract.address.Address;
import io.liveorigin.ingest.announce.AnnouncementWatch;
import io.liveorigin.ingest.store.DeliveryWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of one listener, and the alarm when a delivery is overdue. Any thread.
 *
 * <p>{@code ingest_requests_total{method,status}}, {@code ingest_body_bytes_total}, {@code
 * ingest_ack_seconds} (histogram: from the whole body to Kafka's acknowledgement), {@code
 * ingest_encoder_latency_seconds} (histogram: from the end of a segment's media at the encoder, by
 * its prft, to its arrival), {@code ingest_alarms_total}, {@code ingest_repeats_total}, {@code
 * ingest_in_flight_bytes}, {@code ingest_init_segments}, {@code clock_offset_seconds}, {@code
 * ingest_announcements_total{outcome}}; each with {@code pipeline}.
 */
public final class IngestMetrics implements DeliveryWatch, AnnouncementWatch {
  private static final Duration MAX_ENCODER_LATENCY = Duration.ofMinutes(10);
  private static final Logger LOG = LoggerFactory.getLogger(IngestMetrics.class);

  private final PrometheusMeterRegistry registry;
  private final Runnable onOverdue;
  private final Counter bodyBytes;
  private final Timer ack;
  private final Timer encoderLatency;
  private final Counter alarms;
  private final Counter repeats;
  private final Map<Outcome, Counter> announcements = new EnumMap<>(Outcome.class);

  /**
   * Figures of one listener.
   *
   * @param onOverdue also told of every alarm; must not block
   */
  public IngestMetrics(String pipeline, Runnable onOverdue) {
    this.onOverdue = onOverdue;
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags("pipeline", pipeline);
    this.bodyBytes =
        Counter.builder("ingest.body.bytes")
            .description("Bytes of bodies that arrived whole")
            .register(registry);
    this.ack =
        Timer.builder("ingest.ack")
            .description("From the whole body to Kafka's acknowledgement")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
    this.encoderLatency =
        Timer.builder("ingest.encoder.latency")
            .description("From the end of a segment's media at the encoder to its arrival")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(10))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
    this.alarms =
        Counter.builder("ingest.alarms")
            .description("Uploads without an acknowledgement after the alarm time")
            .register(registry);
    this.repeats =
        Counter.builder("ingest.repeats")
            .description("Appends that failed and were repeated")
            .register(registry);
    for (Outcome outcome : Outcome.values()) {
      announcements.put(
          outcome,
          Counter.builder("ingest.announcements")
              .description("Notifications that came with segments, by what became of them")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Bytes that are held now. */
  public void watchInFlight(Supplier<Number> bytes) {
    Gauge.builder("ingest.in.flight.bytes", bytes)
        .description("Bytes of bodies that are being read or wait for Kafka")
        .register(registry);
  }

  /** Tracks with an init segment. */
  public void watchInits(Supplier<Number> tracks) {
    Gauge.builder("ingest.init.segments", tracks)
        .description("Tracks of which an init segment is known")
        .register(registry);
  }

  /** How far this machine's clock is ahead of the brokers, s; NaN while it is not known. */
  public void watchClock(Supplier<Number> offset) {
    Gauge.builder("clock.offset", offset)
        .baseUnit("seconds")
        .description("This machine's clock minus the brokers' time")
        .register(registry);
  }

  /**
   * The certificate of a listener with TLS.
   *
   * @param days until it expires
   * @param refused 1 while its files cannot be used
   */
  public void watchCertificate(Supplier<Number> days, Supplier<Number> refused) {
    Gauge.builder("tls.certificate.days", days)
        .description("Days until the certificate in force, or one of its chain, expires")
        .register(registry);
    Gauge.builder("tls.files.refused", refused)
        .description("1 while the files cannot be used, and what was read before is in force")
        .register(registry);
  }

  /** One request was answered. */
  public void answered(String method, int status) {
    registry
        .counter("ingest.requests", "method", method, "status", Integer.toString(status))
        .increment();
  }

  /** Uploads of an event were refused with that code; both are bounded by whoever counts. */
  public void refused(String event, String code, long count) {
    registry.counter("ingest.refusals", "event", event, "code", code).increment(count);
  }

  /** One body arrived whole. */
  public void arrived(int bytes) {
    bodyBytes.increment(bytes);
  }

  /**
   * One segment was recorded of which the encoder's time is known. A latency below zero or above
   * ten minutes says that a clock is wrong, and is left out.
   *
   * @param after from the end of its media at the encoder to its arrival
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

  @Override
  public void announcement(Outcome outcome) {
    announcements.get(outcome).increment();
  }

  /** All figures in the Prometheus text format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  public void close() {
    registry.close();
  }
}
