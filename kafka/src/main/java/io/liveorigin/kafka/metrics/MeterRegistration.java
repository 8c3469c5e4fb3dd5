package io.liveorigin.kafka.metrics;

import io.liveorigin.contract.metric.DocumentedMetric;
import io.liveorigin.contract.metric.MetricFacts;
import io.liveorigin.contract.metric.MetricTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The only place where meters are registered, each with its entry of the table: {@code
 * ArchitectureTest} refuses any other. Label values are given in the order of the metric's labels.
 * Any thread.
 */
public final class MeterRegistration {
  private static final Duration[] BUCKETS =
      millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

  private MeterRegistration() {}

  private static Duration[] millis(long... all) {
    Duration[] durations = new Duration[all.length];
    for (int i = 0; i < all.length; i++) {
      durations[i] = Duration.ofMillis(all[i]);
    }
    return durations;
  }

  /** Creates a registry that takes nothing but what the table has. */
  public static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(MeterFilter.denyUnless(id -> MetricTable.has(id.getName())));
    return registry;
  }

  /** Returns the counter with these labels; the same one at each call. */
  public static Counter counter(MeterRegistry registry, DocumentedMetric metric, String... labels) {
    MetricFacts facts = metric.facts();
    return Counter.builder(facts.name())
        .description(facts.meaning())
        .baseUnit(unit(facts))
        .tags(tags(facts, labels))
        .register(registry);
  }

  /** Registers a counter whose value is read when scraped. The registry keeps {@code of}. */
  public static <T> void counter(
      MeterRegistry registry,
      DocumentedMetric metric,
      T of,
      ToDoubleFunction<T> value,
      String... labels) {
    MetricFacts facts = metric.facts();
    // The function holds the object, because the registry would let it go.
    FunctionCounter.builder(facts.name(), registry, r -> value.applyAsDouble(of))
        .description(facts.meaning())
        .baseUnit(unit(facts))
        .tags(tags(facts, labels))
        .register(registry);
  }

  /** Registers a gauge, which is read when scraped. The registry keeps what the supplier holds. */
  public static void gauge(
      MeterRegistry registry, DocumentedMetric metric, Supplier<Number> value, String... labels) {
    MetricFacts facts = metric.facts();
    Gauge.builder(facts.name(), value)
        .description(facts.meaning())
        .baseUnit(unit(facts))
        .tags(tags(facts, labels))
        .register(registry);
  }

  /** Returns the histogram of durations with these labels. */
  public static Timer histogram(MeterRegistry registry, DocumentedMetric metric, String... labels) {
    MetricFacts facts = metric.facts();
    return Timer.builder(facts.name())
        .description(facts.meaning())
        .tags(tags(facts, labels))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static String unit(MetricFacts facts) {
    return facts.unit().isEmpty() ? null : facts.unit();
  }

  private static List<Tag> tags(MetricFacts facts, String... values) {
    if (values.length != facts.labels().size()) {
      throw new IllegalArgumentException(
          facts.name() + " has " + facts.labels().size() + " labels, but got " + values.length);
    }
    List<Tag> tags = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(facts.labels().get(i).label(), values[i]));
    }
    return tags;
  }
}
