package io.liveorigin.kafka.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.metric.DocumentedMetric;
import io.liveorigin.contract.metric.EventMetric;
import io.liveorigin.contract.metric.IngestMetric;
import io.liveorigin.contract.metric.KafkaMetric;
import io.liveorigin.contract.metric.ProcessMetric;
import io.liveorigin.contract.metric.ServingMetric;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeterRegistrationTest {
  private final PrometheusMeterRegistry registry = MeterRegistration.registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static String named(DocumentedMetric metric) {
    return metric.facts().prometheusName();
  }

  @Test
  void theNameInPrometheusIsThatOfTheTable() {
    MeterRegistration.counter(registry, IngestMetric.BODY_BYTES, "a").increment(3);
    MeterRegistration.gauge(registry, ServingMetric.CLOCK_OFFSET, () -> 0.5);
    MeterRegistration.gauge(registry, ServingMetric.CACHE_MEMORY, () -> 7);
    MeterRegistration.histogram(registry, IngestMetric.ACK, "a").record(7, TimeUnit.MILLISECONDS);
    MeterRegistration.counter(
        registry, IngestMetric.CONNECTIONS_REFUSED, this, owner -> 4, "rate", "a");

    assertThat(registry.scrape())
        .contains("# HELP ingest_body_bytes_total " + IngestMetric.BODY_BYTES.facts().meaning())
        .contains("ingest_body_bytes_total{pipeline=\"a\"} 3.0")
        .contains("\nclock_offset_seconds 0.5")
        .contains("\nserving_cache_memory_bytes 7.0")
        .contains("ingest_ack_seconds_bucket{pipeline=\"a\",le=\"0.005\"} 0")
        .contains("ingest_ack_seconds_bucket{pipeline=\"a\",le=\"0.01\"} 1")
        .contains("ingest_ack_seconds_bucket{pipeline=\"a\",le=\"30.0\"} 1")
        .contains("ingest_connections_refused_total{pipeline=\"a\",reason=\"rate\"} 4.0");
  }

  @Test
  void aMeterThatTheTableDoesNotHaveIsNotShown() {
    registry.counter("serving.unheard.of").increment();
    assertThat(registry.scrape()).doesNotContain("unheard");
  }

  @Test
  void everyLabelNeedsAValue() {
    assertThatThrownBy(() -> MeterRegistration.counter(registry, IngestMetric.BODY_BYTES))
        .hasMessageContaining("ingest.body.bytes has 1 labels");
  }

  @Test
  void samplesAreReadWhenScrapedAndMayGo() {
    Map<String, Double> ages = new java.util.TreeMap<>(Map.of("t/one", 1.5, "t/two", Double.NaN));
    ScrapedSamples.register(
        registry, into -> ages.forEach((event, age) -> into.add(EventMetric.EDGE_AGE, age, event)));
    assertThat(registry.scrape())
        .contains("origin_event_edge_age_seconds{event=\"t/one\"} 1.5")
        .doesNotContain("t/two");
    ages.clear();
    assertThat(registry.scrape()).doesNotContain("origin_event_edge_age_seconds");
  }

  @Test
  void aSourceThatFailsHidesNoOther() {
    MeterRegistration.gauge(registry, ServingMetric.HOLDS, () -> 3);
    ScrapedSamples.register(
        registry,
        into -> {
          throw new IllegalStateException("closed");
        });
    assertThat(registry.scrape()).contains("serving_holds 3.0");
  }

  @Test
  void openMetricsIsForThoseWhoAccept() {
    MeterRegistration.counter(registry, ServingMetric.AUDIT_LOST).increment();
    ScrapedSamples.register(registry, into -> into.add(EventMetric.FILLERS, 2, "t/e"));
    MetricsText plain = MetricsText.of(registry, Optional.of("text/plain"));
    MetricsText open =
        MetricsText.of(
            registry, Optional.of("application/openmetrics-text;version=1.0.0;q=0.6,*/*;q=0.1"));
    assertThat(plain.contentType()).startsWith("text/plain; version=0.0.4");
    assertThat(plain.body())
        .contains("# TYPE serving_audit_lost_total counter")
        .contains("# TYPE origin_event_fillers_total counter")
        .contains("origin_event_fillers_total{event=\"t/e\"} 2.0");
    assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(open.body()).contains("# TYPE serving_audit_lost counter").endsWith("# EOF\n");
  }

  @Test
  void theJvmShowsWhatTheTableHasAndNothingElse() throws Exception {
    try (AutoCloseable unused = ProcessMeters.register(registry)) {
      // These two appear with the first collection.
      registry.timer("jvm.gc.pause", "action", "x", "cause", "x", "gc", "x");
      String all = registry.scrape();
      for (ProcessMetric metric : ProcessMetric.values()) {
        assertThat(all).contains("# TYPE " + named(metric) + " ");
      }
      assertThat(all.lines().filter(line -> line.startsWith("# TYPE ")))
          .as("with the largest pause")
          .hasSize(ProcessMetric.values().length + 1);
    }
  }

  @Test
  void kafkasClientsHaveWhatIsTakenOfThem() {
    Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:9", "client.id", "c1");
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:9", "client.id", "c2", "group.id", "g"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      for (KafkaMetric metric : KafkaMetric.values()) {
        if (!metric.group().startsWith("stream")) {
          assertThat(
                  java.util.stream.Stream.of(producer.metrics(), consumer.metrics())
                      .flatMap(all -> all.keySet().stream()))
              .as(metric.name())
              .anyMatch(n -> n.group().equals(metric.group()) && n.name().equals(metric.source()));
        }
      }
      ScrapedSamples.register(
          registry,
          into -> {
            KafkaSamples.collect(producer.metrics(), into);
            KafkaSamples.collect(consumer.metrics(), into);
          });
      assertThat(registry.scrape())
          .contains("kafka_producer_buffer_available_bytes{client=\"c1\"} 3.3554432E7")
          .contains("kafka_producer_record_errors_total{client=\"c1\"} 0.0")
          .contains("kafka_consumer_rebalances_total{client=\"c2\"} 0.0");
    }
  }
}
