package io.liveorigin.kafka.metrics;

import io.liveorigin.contract.metric.KafkaMetric;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Takes the few metrics of {@link KafkaMetric} from a Kafka client or from Kafka Streams, when
 * scraped. A client has hundreds; the others are left out.
 */
public final class KafkaSamples {
  private static final Map<String, KafkaMetric> BY_SOURCE = bySource();

  private KafkaSamples() {}

  private static Map<String, KafkaMetric> bySource() {
    Map<String, KafkaMetric> all = new HashMap<>();
    for (KafkaMetric metric : KafkaMetric.values()) {
      all.put(metric.group() + " " + metric.source(), metric);
    }
    return Map.copyOf(all);
  }

  /**
   * Adds the samples of a client.
   *
   * @param metrics what {@code metrics()} of the client returns; any thread may call that
   */
  public static void collect(Map<MetricName, ? extends Metric> metrics, ScrapedSamples into) {
    metrics.forEach(
        (name, metric) -> {
          KafkaMetric wanted = BY_SOURCE.get(name.group() + " " + name.name());
          String client = name.tags().get("client-id");
          // A metric of a topic or partition has more tags, and so have those of a broker.
          if (wanted != null
              && client != null
              && name.tags().keySet().stream().noneMatch(KafkaSamples::narrower)
              && metric.metricValue() instanceof Number value) {
            into.add(wanted, value.doubleValue() * wanted.factor(), client);
          }
        });
  }

  private static boolean narrower(String tag) {
    return tag.equals("topic") || tag.equals("partition") || tag.equals("node-id");
  }
}
