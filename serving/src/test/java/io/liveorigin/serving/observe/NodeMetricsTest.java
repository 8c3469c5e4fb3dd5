package io.liveorigin.serving.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.metric.DocumentedMetric;
import io.liveorigin.contract.metric.MetricFacts;
import io.liveorigin.contract.metric.MetricTable;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.support.TestNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metrics of a node, as a scrape shows them. */
class NodeMetricsTest {
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private String scrape(String... headers) {
    return new String(
        node.send("GET", node.adminUri("/metrics"), headers).body(), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsShownIsInTheTableWithItsTypeAndMeaning() {
    node.publish(node.liveEdge(), new byte[1000]);
    node.get(TestNode.path(node.liveEdge()));
    node.get("/nothing");
    Map<String, MetricFacts> table =
        MetricTable.all()
            .map(DocumentedMetric::facts)
            .collect(Collectors.toMap(MetricFacts::prometheusName, f -> f, (a, b) -> a));
    Set<String> types =
        scrape().lines().filter(line -> line.startsWith("# TYPE ")).collect(Collectors.toSet());
    assertThat(types).hasSizeGreaterThan(40);
    for (String line : types) {
      String[] words = line.split(" ");
      MetricFacts facts = table.get(words[2].replaceFirst("_seconds_max$", "_seconds"));
      assertThat(facts).as(line).isNotNull();
      if (!words[2].endsWith("_max")) {
        assertThat(words[3]).as(line).isEqualToIgnoringCase(facts.kind().name());
      }
    }
  }

  @Test
  void everyEventHasItsFigures() {
    long number = node.liveEdge();
    node.pass(number, "b", new byte[900], new Defect("truncated", Map.of(), DefectSource.INGEST));
    node.publish(number, new byte[1000]);
    node.clock.advance(3_000);
    double edge = (node.clock.millis() - node.schedule().mediaEnd(number)) / 1_000.0;

    assertThat(scrape())
        .contains("origin_event_live{event=\"acme/news\"} 1.0")
        .contains("origin_event_edge_age_seconds{event=\"acme/news\"} " + edge)
        .contains("origin_event_pipeline_age_seconds{event=\"acme/news\",pipeline=\"a\"} 3.0")
        .contains("origin_event_copies_total{event=\"acme/news\",pipeline=\"b\"} 1.0")
        .contains(
            "origin_event_defects_total{event=\"acme/news\",kind=\"truncated\",pipeline=\"b\"} 1.0")
        .contains("origin_event_fillers_total{event=\"acme/news\"} 0.0")
        .contains("origin_event_holds{event=\"acme/news\"} 0.0")
        .contains("serving_visible_seconds_count 1");
  }

  @Test
  void anEventThatIsDeletedIsNotShown() {
    node.publish(node.liveEdge(), new byte[1000]);
    assertThat(scrape()).contains("event=\"acme/news\"");
    node.control.apply(ControlKey.event(new EventId("acme", "news")).toString(), Optional.empty());
    assertThat(scrape()).doesNotContain("event=\"acme/news\"");
  }

  @Test
  void readinessIsANumberAndItsReasonIsBounded() {
    assertThat(scrape())
        .contains("serving_ready 1.0")
        .contains("serving_not_ready{reason=\"clock\"} 0.0");
    node.access = Optional.of("User:origin lacks READ on topic control");
    assertThat(scrape())
        .contains("serving_ready 0.0")
        .contains("serving_not_ready{reason=\"access\"} 1.0")
        .doesNotContain("User:origin");
    node.access = Optional.empty();
    node.index.readiness = SelectorReadiness.lags("the selector lags by 7 s");
    assertThat(scrape())
        .contains("serving_not_ready{reason=\"lag\"} 1.0")
        .contains("serving_not_ready{reason=\"access\"} 0.0");
  }

  @Test
  void openMetricsIsForThoseWhoAccept() {
    assertThat(scrape("Accept", "application/openmetrics-text; version=1.0.0")).endsWith("# EOF\n");
    assertThat(scrape()).doesNotContain("# EOF");
  }
}
