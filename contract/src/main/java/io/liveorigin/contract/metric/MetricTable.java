package io.liveorigin.contract.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All metrics, by the section of {@code docs/metrics.md} that lists them. */
public final class MetricTable {
  private static final Set<String> METERS =
      all().map(metric -> metric.facts().name()).collect(Collectors.toUnmodifiableSet());

  private MetricTable() {}

  /** The metrics by the heading of their section, in the order of the page. */
  public static Map<String, List<DocumentedMetric>> sections() {
    Map<String, List<DocumentedMetric>> sections = new LinkedHashMap<>();
    sections.put("Ingest", Arrays.asList(IngestMetric.values()));
    sections.put("Serving node", Arrays.asList(ServingMetric.values()));
    sections.put("Events, on a serving node", Arrays.asList(EventMetric.values()));
    sections.put("Selector, on a serving node", Arrays.asList(SelectorMetric.values()));
    sections.put("Kafka clients, on both", Arrays.asList(KafkaMetric.values()));
    sections.put("Process, on both", Arrays.asList(ProcessMetric.values()));
    return sections;
  }

  /** Every metric. */
  public static Stream<DocumentedMetric> all() {
    return sections().values().stream().flatMap(List::stream);
  }

  /**
   * Returns whether the table has a meter of that name.
   *
   * @param meter name with dots
   */
  public static boolean has(String meter) {
    return METERS.contains(meter);
  }
}
