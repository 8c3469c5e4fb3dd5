package io.liveorigin.ingest.observe;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.lifecycle.BuildInfo;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.ingest.announce.AnnouncementListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The figures of one listener; those of its pipelines are {@link IngestMetrics}. Any thread.
 *
 * <p>{@code ingest_requests_total{method,status}}, {@code ingest_refusals_total{event,code}},
 * {@code ingest_connections}, {@code ingest_connections_refused_total{reason}}, {@code
 * ingest_in_flight_bytes}, {@code clock_offset_seconds}, {@code
 * ingest_announcements_total{outcome}}, {@code ingest_tenant_refusals_total{tenant,limit}}; each
 * with {@code pipeline}. For the last four that is all pipelines of the listener with {@code +}
 * between, and for the others {@code -} where a listener of several did not admit the client.
 */
public final class ListenerMetrics implements AnnouncementListener {
  static final String PIPELINE = "pipeline";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final String all;
  private final String unadmitted;
  private final Map<Outcome, Counter> announcements = new EnumMap<>(Outcome.class);

  /** Figures of a listener of these pipelines. */
  public ListenerMetrics(List<String> pipelines) {
    this.all = String.join("+", pipelines);
    this.unadmitted = pipelines.size() == 1 ? pipelines.get(0) : RefusalRecord.NO_PIPELINE;
    for (Outcome outcome : Outcome.values()) {
      announcements.put(
          outcome,
          Counter.builder("ingest.announcements")
              .description("Notifications that came with segments, by what became of them")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .tag(PIPELINE, all)
              .register(registry));
    }
  }

  /**
   * The figures of one of its pipelines.
   *
   * @param onOverdue also told of every alarm; must not block
   */
  public IngestMetrics pipeline(String pipeline, Runnable onOverdue) {
    return new IngestMetrics(registry, pipeline, onOverdue);
  }

  /** Which build this is: {@code origin_build_info{version,commit}}, always 1. */
  public void showBuild(BuildInfo build) {
    Gauge.builder("origin.build.info", () -> 1)
        .description("Which build this is")
        .tag("version", build.version())
        .tag("commit", build.commit())
        .register(registry);
  }

  /** Bytes that are held now. */
  public void watchInFlight(Supplier<Number> bytes) {
    Gauge.builder("ingest.in.flight.bytes", bytes)
        .description("Bytes of bodies that are being read or wait for Kafka")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /** What clients are refused for what they take of the listener. */
  public void watchClients(ConnectedClients connectedClients) {
    Gauge.builder("ingest.connections", connectedClients, ConnectedClients::connected)
        .description("Connections that are open")
        .tag(PIPELINE, all)
        .register(registry);
    for (ClientRefusal reason : ClientRefusal.values()) {
      FunctionCounter.builder(
              "ingest.connections.refused", connectedClients, v -> v.refused(reason))
          .description("Connections and requests that were refused for what their client takes")
          .tag("reason", reason.label())
          .tag(PIPELINE, all)
          .register(registry);
    }
  }

  /** Whether the credential file as it is now is not in force. */
  public void watchAccess(Supplier<Optional<String>> problem) {
    Gauge.builder("ingest.credentials.stale", () -> problem.get().isPresent() ? 1 : 0)
        .description("1 while the credential file cannot be used and what it said before counts")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /** Whether the limits file as it is now is not in force. */
  public void watchLimits(Supplier<Optional<String>> problem) {
    Gauge.builder("ingest.limits.stale", () -> problem.get().isPresent() ? 1 : 0)
        .description("1 while the limits file cannot be used and what it said before counts")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /** Somebody of a tenant was refused for a limit of it; the names are bounded by who tells. */
  public void tenantRefused(String tenant, Limit limit) {
    registry
        .counter("ingest.tenant.refusals", "tenant", tenant, "limit", limit.label(), PIPELINE, all)
        .increment();
  }

  /** How far this machine's clock is ahead of the brokers, s; NaN while it is not known. */
  public void watchClock(Supplier<Number> offset) {
    Gauge.builder("clock.offset", offset)
        .baseUnit("seconds")
        .description("This machine's clock minus the brokers' time")
        .tag(PIPELINE, all)
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
        .tag(PIPELINE, all)
        .register(registry);
    Gauge.builder("tls.files.refused", refused)
        .description("1 while the files cannot be used, and what was read before is in force")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /**
   * One request was answered.
   *
   * @param pipeline as which it was admitted
   */
  public void answered(Optional<String> pipeline, String method, int status) {
    registry
        .counter(
            "ingest.requests",
            "method",
            method,
            PIPELINE,
            pipeline.orElse(unadmitted),
            "status",
            Integer.toString(status))
        .increment();
  }

  /** Uploads were refused; what tells them apart is bounded by whoever counts. */
  public void refused(RefusalRecord told) {
    registry
        .counter(
            "ingest.refusals",
            "event",
            told.event(),
            PIPELINE,
            told.pipeline(),
            "code",
            told.code())
        .increment(told.count());
  }

  /** An event is gone, and its figures with it: names of events must not pile up. */
  public void ended(EventId event) {
    registry
        .find("ingest.refusals")
        .tag("event", event.toString())
        .meters()
        .forEach(registry::remove);
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
