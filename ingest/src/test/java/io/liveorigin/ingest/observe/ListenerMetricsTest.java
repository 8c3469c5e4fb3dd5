package io.liveorigin.ingest.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.ingest.ready.IngestReadiness;
import io.liveorigin.ingest.ready.IngestReadiness.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ListenerMetricsTest {
  @Test
  void readinessIsANumberAndItsReasonIsBounded() {
    AtomicReference<Optional<String>> clock = new AtomicReference<>(Optional.empty());
    ListenerMetrics metrics = new ListenerMetrics(List.of("a"));
    metrics.watchReadiness(
        Map.of(
            "a",
            new IngestReadiness(List.of(new Condition(false, NotReadyCause.CLOCK, clock::get)))));
    assertThat(metrics.scrape())
        .contains("ingest_ready{pipeline=\"a\"} 1.0")
        .contains("ingest_not_ready{pipeline=\"a\",reason=\"clock\"} 0.0");

    clock.set(Optional.of("the clock is 700 ms behind the brokers"));

    assertThat(metrics.scrape())
        .contains("ingest_ready{pipeline=\"a\"} 0.0")
        .contains("ingest_not_ready{pipeline=\"a\",reason=\"clock\"} 1.0")
        .contains("ingest_not_ready{pipeline=\"a\",reason=\"replicas\"} 0.0")
        .doesNotContain("700 ms");
    metrics.close();
  }

  @Test
  void theFiguresOfAnEventEndWithIt() {
    ListenerMetrics metrics = new ListenerMetrics(List.of("a"));
    for (String event : List.of("t/one", "t/two")) {
      for (String code : List.of("too-large", "digest-mismatch")) {
        metrics.refused(new RefusalRecord(1, event, "a", code, 1, 1, 1, "PUT /", "no"));
      }
    }
    assertThat(metrics.scrape()).contains("event=\"t/one\"").contains("event=\"t/two\"");

    metrics.ended(new EventId("t", "one"));

    assertThat(metrics.scrape()).doesNotContain("event=\"t/one\"").contains("event=\"t/two\"");
    metrics.close();
  }
}
