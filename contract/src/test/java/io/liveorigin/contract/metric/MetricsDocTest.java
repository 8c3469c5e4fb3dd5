package io.liveorigin.contract.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is made from the table in code. */
class MetricsDocTest {
  private static final Path BASE = Path.of(System.getProperty("basedir", "."));

  @Test
  void thePageIsThatOfTheTable() throws IOException {
    String page = MetricsPage.of(MetricTable.sections());
    Path right = BASE.resolve("target/metrics.md");
    Files.createDirectories(right.getParent());
    Files.writeString(right, page);
    assertThat(Files.readString(BASE.resolve("../docs/metrics.md")))
        .as("docs/metrics.md; the right one is contract/target/metrics.md")
        .isEqualTo(page);
  }

  /** One section is one process, so no name may be twice in it. */
  @Test
  void noNameIsTwiceInASection() {
    MetricTable.sections()
        .forEach(
            (heading, metrics) -> {
              Set<String> seen = new HashSet<>();
              assertThat(metrics)
                  .as(heading)
                  .allMatch(metric -> seen.add(metric.facts().prometheusName()));
            });
  }

  @Test
  void everyNameFollowsTheConventions() {
    assertThat(MetricTable.all().map(metric -> metric.facts().prometheusName()))
        .allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"))
        .noneMatch(name -> name.matches(".*_(millis|ms|days|kilobytes|percent)(_total)?"));
  }

  @Test
  void everyMetricAndLabelIsExplained() {
    assertThat(MetricTable.all().map(DocumentedMetric::facts))
        .allSatisfy(
            facts -> {
              assertThat(facts.meaning()).as(facts.name()).isNotBlank().doesNotContain("\n", "|");
              assertThat(facts.remedy()).as(facts.name()).isNotBlank().doesNotContain("\n", "|");
            });
    assertThat(
            MetricTable.all()
                .flatMap(metric -> metric.facts().labels().stream())
                .collect(Collectors.toSet()))
        .as("labels that some metric has")
        .containsExactlyInAnyOrder(MetricLabel.values());
  }
}
