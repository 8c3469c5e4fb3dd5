package io.liveorigin.ingest.observe;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.lifecycle.BuildInfo;
import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.contract.metric.IngestMetric;
import io.liveorigin.contract.metric.MetricLabel;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.ingest.announce.AnnouncementListener;
import io.liveorigin.ingest.ready.IngestReadiness;
import io.liveorigin.kafka.metrics.KafkaSamples;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.kafka.metrics.MetricsText;
import io.liveorigin.kafka.metrics.ProcessMeters;
import io.liveorigin.kafka.metrics.ScrapedSamples;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The metrics of one listener; those of its pipelines are {@link IngestMetrics}. Any thread may
 * call it.
 *
 * <p>For requests and refusals, the label {@code pipeline} is the pipeline as which the client was
 * admitted, or {@code -} if a listener for several pipelines did not admit it. For the others, it
 * is the names of all pipelines of the listener, joined by {@code +}.
 */
public final class ListenerMetrics implements AnnouncementListener {
  private final PrometheusMeterRegistry registry = MeterRegistration.registry();
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
          MeterRegistration.counter(
              registry, IngestMetric.ANNOUNCEMENTS, outcome.name().toLowerCase(Locale.ROOT), all));
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
    MeterRegistration.gauge(registry, IngestMetric.BUILD, () -> 1, build.version(), build.commit());
  }

  /**
   * Registers the metrics of the JVM.
   *
   * @return to be closed with the listener
   */
  public AutoCloseable watchProcess() {
    return ProcessMeters.register(registry);
  }

  /** Registers the metrics of Kafka clients, which are asked for when somebody scrapes. */
  public void watchKafka(Supplier<List<Map<MetricName, ? extends Metric>>> clients) {
    ScrapedSamples.register(
        registry,
        samples -> clients.get().forEach(client -> KafkaSamples.collect(client, samples)));
  }

  /** Registers the readiness of each pipeline, with a sample for each cause. */
  public void watchReadiness(Map<String, IngestReadiness> pipelines) {
    ScrapedSamples.register(
        registry,
        samples -> pipelines.forEach((name, ready) -> collect(name, ready.causes(), samples)));
  }

  private static void collect(String pipeline, Set<NotReadyCause> now, ScrapedSamples into) {
    into.add(IngestMetric.READY, now.isEmpty() ? 1 : 0, pipeline);
    for (NotReadyCause cause : IngestReadiness.CAUSES) {
      into.add(IngestMetric.NOT_READY, now.contains(cause) ? 1 : 0, pipeline, cause.label());
    }
  }

  /** Registers the number of tenants that have declared events. */
  public void watchTenants(Supplier<Number> tenants) {
    MeterRegistration.gauge(registry, IngestMetric.TENANTS, tenants, all);
  }

  /** Registers the gauge of bytes that upload memory holds now. */
  public void watchInFlight(Supplier<Number> bytes) {
    MeterRegistration.gauge(registry, IngestMetric.IN_FLIGHT, bytes, all);
  }

  /** Registers the connections, and the refusals because of a client's limits. */
  public void watchClients(ConnectedClients connectedClients) {
    MeterRegistration.gauge(registry, IngestMetric.CONNECTIONS, connectedClients::connected, all);
    for (ClientRefusal reason : ClientRefusal.values()) {
      MeterRegistration.counter(
          registry,
          IngestMetric.CONNECTIONS_REFUSED,
          connectedClients,
          clients -> clients.refused(reason),
          reason.label(),
          all);
    }
  }

  /** Registers whether the present credential file is not in force. */
  public void watchAccess(Supplier<Optional<String>> problem) {
    MeterRegistration.gauge(
        registry, IngestMetric.CREDENTIALS_STALE, () -> problem.get().isPresent() ? 1 : 0, all);
  }

  /** Registers whether the present limits file is not in force. */
  public void watchLimits(Supplier<Optional<String>> problem) {
    MeterRegistration.gauge(
        registry, IngestMetric.LIMITS_STALE, () -> problem.get().isPresent() ? 1 : 0, all);
  }

  /**
   * Counts a refusal because of a limit of a tenant. The caller bounds the number of distinct
   * names.
   */
  public void tenantRefused(String tenant, Limit limit) {
    MeterRegistration.counter(registry, IngestMetric.TENANT_REFUSALS, tenant, limit.label(), all)
        .increment();
  }

  /** Registers the clock: its offset, the error of that, and whether it is in doubt. */
  public void watchClock(MeasuredClock clock) {
    MeterRegistration.gauge(registry, IngestMetric.CLOCK_OFFSET, clock::offsetSeconds, all);
    MeterRegistration.gauge(registry, IngestMetric.CLOCK_ERROR, clock::errorSeconds, all);
    MeterRegistration.gauge(
        registry, IngestMetric.CLOCK_IN_DOUBT, () -> clock.inaccuracy().isPresent() ? 1 : 0, all);
  }

  /**
   * Registers the certificate of a listener with TLS.
   *
   * @param seconds seconds until it expires
   * @param refused 1 while its files cannot be used
   */
  public void watchCertificate(Supplier<Number> seconds, Supplier<Number> refused) {
    MeterRegistration.gauge(registry, IngestMetric.CERTIFICATE, seconds, all);
    MeterRegistration.gauge(registry, IngestMetric.TLS_FILES_REFUSED, refused, all);
  }

  /**
   * Counts a response.
   *
   * @param pipeline the pipeline as which the client was admitted
   */
  public void answered(Optional<String> pipeline, String method, int status) {
    MeterRegistration.counter(
            registry,
            IngestMetric.REQUESTS,
            method,
            pipeline.orElse(unadmitted),
            Integer.toString(status))
        .increment();
  }

  /** Counts refused uploads. The caller bounds the number of distinct label values. */
  public void refused(RefusalRecord told) {
    MeterRegistration.counter(
            registry, IngestMetric.REFUSALS, told.event(), told.pipeline(), told.code())
        .increment(told.count());
  }

  /** Removes the metrics of an event that has ended, so that names of events do not accumulate. */
  public void ended(EventId event) {
    registry
        .find(IngestMetric.REFUSALS.facts().name())
        .tag(MetricLabel.EVENT.label(), event.toString())
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

  /** Returns all metrics in a format that the client accepts. */
  public MetricsText scrape(Optional<String> accept) {
    return MetricsText.of(registry, accept);
  }

  public void close() {
    registry.close();
  }
}
