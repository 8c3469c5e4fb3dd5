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
 * The metrics of one listener; those of its pipelines are {@link IngestMetrics}. Any thread may
 * call it.
 *
 * <p>{@code ingest_requests_total{method,status}}, {@code ingest_refusals_total{event,code}},
 * {@code ingest_connections}, {@code ingest_connections_refused_total{reason}}, {@code
 * ingest_in_flight_bytes}, {@code clock_offset_seconds}, {@code
 * ingest_announcements_total{outcome}}, {@code ingest_tenant_refusals_total{tenant,limit}}; each
 * with the label {@code pipeline}. For the first two, that is the pipeline as which the client was
 * admitted, or {@code -} if a listener for several pipelines did not admit it. For the others, it
 * is the names of all pipelines of the listener, joined by {@code +}.
 */
public final class ListenerMetrics implements AnnouncementListener {
  static final String PIPELINE = "pipeline";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final String all;
  private final String unadmitted;
  private final Map<Outcome, Counter> announcements = new EnumMap<>(Outcome.class);

  /** Creates the metrics of a listener for these pipelines. */
  public ListenerMetrics(List<String> pipelines) {
    this.all = String.join("+", pipelines);
    this.unadmitted = pipelines.size() == 1 ? pipelines.get(0) : RefusalRecord.NO_PIPELINE;
    for (Outcome outcome : Outcome.values()) {
      announcements.put(
          outcome,
          Counter.builder("ingest.announcements")
              .description("Notifications that arrived with segments, by outcome")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .tag(PIPELINE, all)
              .register(registry));
    }
  }

  /**
   * Returns the metrics of one of the listener's pipelines.
   *
   * @param onOverdue called at every alarm; must not block
   */
  public IngestMetrics pipeline(String pipeline, Runnable onOverdue) {
    return new IngestMetrics(registry, pipeline, onOverdue);
  }

  /** Registers {@code origin_build_info{version,commit}}, which is always 1. */
  public void showBuild(BuildInfo build) {
    Gauge.builder("origin.build.info", () -> 1)
        .description("Version and commit of this build")
        .tag("version", build.version())
        .tag("commit", build.commit())
        .register(registry);
  }

  /** Registers the gauge of bytes that upload memory holds now. */
  public void watchInFlight(Supplier<Number> bytes) {
    Gauge.builder("ingest.in.flight.bytes", bytes)
        .description("Bytes of bodies that are being read or are waiting for Kafka")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /** Registers the connections, and the refusals because of a client's limits. */
  public void watchClients(ConnectedClients connectedClients) {
    Gauge.builder("ingest.connections", connectedClients, ConnectedClients::connected)
        .description("Open connections")
        .tag(PIPELINE, all)
        .register(registry);
    for (ClientRefusal reason : ClientRefusal.values()) {
      FunctionCounter.builder(
              "ingest.connections.refused", connectedClients, v -> v.refused(reason))
          .description(
              "Connections and requests that were refused because their client"
                  + " exceeded a limit")
          .tag("reason", reason.label())
          .tag(PIPELINE, all)
          .register(registry);
    }
  }

  /** Registers whether the present credential file is not in force. */
  public void watchAccess(Supplier<Optional<String>> problem) {
    Gauge.builder("ingest.credentials.stale", () -> problem.get().isPresent() ? 1 : 0)
        .description(
            "1 while the credential file cannot be used and its previous contents"
                + " stay in force")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /** Registers whether the present limits file is not in force. */
  public void watchLimits(Supplier<Optional<String>> problem) {
    Gauge.builder("ingest.limits.stale", () -> problem.get().isPresent() ? 1 : 0)
        .description(
            "1 while the limits file cannot be used and its previous contents stay in force")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /**
   * Counts a refusal because of a limit of a tenant. The caller bounds the number of distinct
   * names.
   */
  public void tenantRefused(String tenant, Limit limit) {
    registry
        .counter("ingest.tenant.refusals", "tenant", tenant, "limit", limit.label(), PIPELINE, all)
        .increment();
  }

  /**
   * Registers the offset of this machine's clock from the brokers' time, in seconds; positive if
   * the clock is ahead, NaN while it is not known.
   */
  public void watchClock(Supplier<Number> offset) {
    Gauge.builder("clock.offset", offset)
        .baseUnit("seconds")
        .description("This machine's clock minus the brokers' time")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /**
   * Registers the certificate of a listener with TLS.
   *
   * @param days days until it expires
   * @param refused 1 while its files cannot be used
   */
  public void watchCertificate(Supplier<Number> days, Supplier<Number> refused) {
    Gauge.builder("tls.certificate.days", days)
        .description("Days until the certificate in force, or one of its chain, expires")
        .tag(PIPELINE, all)
        .register(registry);
    Gauge.builder("tls.files.refused", refused)
        .description("1 while the files cannot be used and their previous contents stay in force")
        .tag(PIPELINE, all)
        .register(registry);
  }

  /**
   * Counts a response.
   *
   * @param pipeline the pipeline as which the client was admitted
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

  /** Counts refused uploads. The caller bounds the number of distinct label values. */
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

  /** Removes the metrics of an event that has ended, so that names of events do not accumulate. */
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

  /** Returns all metrics in the Prometheus text format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  public void close() {
    registry.close();
  }
}
