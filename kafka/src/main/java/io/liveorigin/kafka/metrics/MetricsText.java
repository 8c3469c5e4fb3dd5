package io.liveorigin.kafka.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.Optional;

/**
 * The response to a request for metrics.
 *
 * @param contentType its media type
 * @param body all metrics
 */
public record MetricsText(String contentType, String body) {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /**
   * Writes all metrics: as OpenMetrics 1.0.0 if the client names that, otherwise in Prometheus's
   * text format 0.0.4.
   *
   * @param accept the header {@code Accept} of the request
   */
  public static MetricsText of(PrometheusMeterRegistry registry, Optional<String> accept) {
    boolean open =
        accept.filter(a -> a.toLowerCase(Locale.ROOT).contains(OPEN_METRICS)).isPresent();
    String type = open ? OPEN_METRICS_TYPE : PROMETHEUS_TYPE;
    return new MetricsText(type, registry.scrape(type));
  }
}
