package io.liveorigin.kafka.metrics;

import io.liveorigin.contract.metric.DocumentedMetric;
import io.liveorigin.contract.metric.MetricFacts;
import io.liveorigin.contract.metric.MetricKind;
import io.liveorigin.contract.metric.MetricLabel;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples that are collected when somebody scrapes, for metrics whose labels come and go, as events
 * do. Nothing of them is kept. One scrape uses an instance, in one thread.
 */
public final class ScrapedSamples {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapedSamples.class);

  private final Map<DocumentedMetric, Map<Labels, Double>> samples = new LinkedHashMap<>();

  private ScrapedSamples() {}

  /**
   * Registers a source, which is asked at each scrape. A source that fails has no samples in that
   * scrape; all other metrics are still shown.
   */
  public static void register(PrometheusMeterRegistry registry, Consumer<ScrapedSamples> source) {
    MultiCollector collector = () -> collect(source);
    registry.getPrometheusRegistry().register(collector);
  }

  private static MetricSnapshots collect(Consumer<ScrapedSamples> source) {
    try {
      ScrapedSamples samples = new ScrapedSamples();
      source.accept(samples);
      return samples.snapshots();
    } catch (RuntimeException e) {
      LOG.warn("some metrics could not be collected", e);
      return MetricSnapshots.of();
    }
  }

  /**
   * Adds a sample; of several with the same labels the last one counts. NaN and infinite values are
   * absent.
   *
   * @param labels values in the order of the metric's labels
   */
  public void add(DocumentedMetric metric, double value, String... labels) {
    if (Double.isFinite(value)) {
      samples
          .computeIfAbsent(metric, m -> new TreeMap<>())
          .put(Labels.of(names(metric.facts()), labels), value);
    }
  }

  private static String[] names(MetricFacts facts) {
    return facts.labels().stream().map(MetricLabel::label).toArray(String[]::new);
  }

  private MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    samples.forEach((metric, values) -> all.add(snapshot(metric.facts(), values)));
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot snapshot(MetricFacts facts, Map<Labels, Double> values) {
    if (facts.kind() == MetricKind.COUNTER) {
      CounterSnapshot.Builder counter = CounterSnapshot.builder();
      counter.name(facts.prometheusName().replaceFirst("_total$", "")).help(facts.meaning());
      values.forEach(
          (labels, value) ->
              counter.dataPoint(
                  CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
      return counter.build();
    }
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder();
    gauge.name(facts.prometheusName()).help(facts.meaning());
    values.forEach(
        (labels, value) ->
            gauge.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
    return gauge.build();
  }
}
