package io.liveorigin.standalone.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.metric.DocumentedMetric;
import io.liveorigin.contract.metric.KafkaMetric;
import io.liveorigin.contract.metric.MetricFacts;
import io.liveorigin.contract.metric.MetricTable;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.stack.Stack;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics of the whole origin, and a real Prometheus that scrapes it and evaluates the rules.
 */
@NeedsPrometheus
class MonitoringIT {
  private static final EventDefinition EVENT =
      Clip.eventDefinition("acme", "news", List.of("a", "b"));
  private static final ClipTrack TRACK = Clip.load().tracks().get(0);

  @TempDir static Path directory;
  private static Stack stack;

  /** Pipeline a publishes one segment, and pipeline b publishes nothing. */
  @BeforeAll
  static void start() {
    stack = Stack.start(directory);
    stack.adminHttp().awaitReady();
    stack.declare(EVENT);
    long number = EVENT.schedule().liveEdge(Clock.systemUTC().millis());
    Track track = new Track(EVENT.id(), TRACK.representation().id(), 0);
    String path = new SegmentUrls(EVENT).path(new SegmentAddress(track, number));
    byte[] bytes = TRACK.segment(number, EVENT.schedule()).bytes();
    assertThat(stack.ingest("a").put(path, bytes).statusCode()).isEqualTo(201);
    Patience.await().until(() -> stack.metric("origin_event_copies_total") == 1);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static String text(Http http, String path) {
    return new String(http.get(path).body(), StandardCharsets.UTF_8);
  }

  private static List<String> scrapes() {
    return List.of(text(stack.adminHttp(), "/metrics"), text(stack.ingest("a"), "/-/metrics"));
  }

  private static Set<String> families(String scrape) {
    return scrape
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ")[2])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsShownIsDocumented() {
    Set<String> documented =
        MetricTable.all()
            .map(DocumentedMetric::facts)
            .map(MetricFacts::prometheusName)
            .collect(Collectors.toSet());
    for (String scrape : scrapes()) {
      assertThat(
              families(scrape).stream().map(name -> name.replaceFirst("_seconds_max$", "_seconds")))
          .hasSizeGreaterThan(30)
          .allMatch(documented::contains);
    }
  }

  /** Their names are Kafka's: an update of Kafka may take them away. */
  @Test
  void everyMetricThatIsTakenOfKafkaIsThere() {
    assertThat(families(scrapes().get(0)))
        .containsAll(
            List.of(KafkaMetric.values()).stream()
                .map(metric -> metric.facts().prometheusName())
                .toList());
  }

  @Test
  void promtoolFindsNothingToCriticise() throws Exception {
    for (String scrape : scrapes()) {
      Programs.Finished check = Programs.promtool(directory, scrape, "check", "metrics");
      assertThat(check.output()).isBlank();
      assertThat(check.exit()).isZero();
    }
  }

  @Test
  void aRealPrometheusRaisesTheAlertForTheSilentPipelineAndNoOtherOfANode() throws Exception {
    try (PrometheusProcess prometheus = PrometheusProcess.start(config())) {
      Patience.await().until(() -> firing(prometheus).contains("OriginPipelineSilent b"));
      assertThat(firing(prometheus))
          .noneMatch(
              alert -> alert.matches("Origin(NotReady|ClockOff|HoldsSaturated|CellLags) .*"));
      assertThat(prometheus.get("/api/v1/query?query=sum(up)")).contains("\"3\"");
    }
  }

  /** The rules as they are, but without the waits. */
  private static Path config() throws IOException {
    Path folder = Files.createTempDirectory(directory, "prometheus");
    String rules = Files.readString(Path.of("..", "docs", "monitoring", "alerts.yaml"));
    Files.writeString(folder.resolve("alerts.yaml"), rules.replaceAll("for: \\w+", "for: 1s"));
    return Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: [alerts.yaml]
        scrape_configs:
          - job_name: origin-serving
            static_configs: [{targets: ['127.0.0.1:%d']}]
          - job_name: origin-ingest
            metrics_path: /-/metrics
            static_configs: [{targets: ['127.0.0.1:%d', '127.0.0.1:%d']}]
        """
            .formatted(stack.adminPort(), stack.ingestPort("a"), stack.ingestPort("b")));
  }

  /** Name and pipeline of the alerts that fire. */
  private static Set<String> firing(PrometheusProcess prometheus) {
    try {
      JsonNode alerts = new ObjectMapper().readTree(prometheus.get("/api/v1/alerts"));
      Set<String> firing = new TreeSet<>();
      for (JsonNode alert : alerts.at("/data/alerts")) {
        if (alert.path("state").asText().equals("firing")) {
          JsonNode labels = alert.path("labels");
          firing.add(labels.path("alertname").asText() + " " + labels.path("pipeline").asText());
        }
      }
      return firing;
    } catch (IOException e) {
      return Set.of();
    }
  }
}
