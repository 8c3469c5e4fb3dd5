package io.liveorigin.contract.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for Prometheus and Grafana name metrics and labels that exist. */
class MonitoringDocTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "monitoring");

  private static final Pattern NAME =
      Pattern.compile("\\b(?:origin|serving|ingest|clock|tls|kafka|jvm|process|system)_[a-z_]+");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  private static String read(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  private static Set<String> named(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> shown() {
    Set<String> all = new TreeSet<>();
    MetricTable.all()
        .map(DocumentedMetric::facts)
        .forEach(
            facts -> {
              String name = facts.prometheusName();
              switch (facts.kind()) {
                case COUNTER, GAUGE -> all.add(name);
                case HISTOGRAM ->
                    List.of("_bucket", "_count", "_sum", "_max").forEach(s -> all.add(name + s));
                case SUMMARY -> List.of("_count", "_sum", "_max").forEach(s -> all.add(name + s));
              }
            });
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "alerts-test.yaml", "dashboard.json"})
  void everyMetricExists(String file) throws IOException {
    assertThat(named(read(file))).hasSizeGreaterThan(10).isSubsetOf(shown());
  }

  @Test
  void everyAlertIsDescribedAndTested() throws IOException {
    List<String> alerts =
        ALERT.matcher(read("alerts.yaml")).results().map(match -> match.group(1)).toList();
    String tests = read("alerts-test.yaml");
    String page = read("README.md");
    assertThat(alerts)
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(
            alert -> {
              assertThat(tests).contains("name: " + alert + " fires");
              assertThat(tests).contains("alertname: " + alert + ", exp_alerts: []");
              assertThat(page).contains("| `" + alert + "` |");
            });
  }
}
