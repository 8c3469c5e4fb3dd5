package io.liveorigin.contract.metric;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/metrics.md}: every metric of the table in code. */
final class MetricsPage {
  private MetricsPage() {}

  static String of(Map<String, List<DocumentedMetric>> sections) {
    StringBuilder page =
        new StringBuilder(
            """
            # Metrics

            `GET /metrics` on the admin listener of a serving node and `GET /-/metrics` on the listener of an ingest; both need a credential of
            role viewer without a tenant, unless the listener is open. The format is Prometheus's text format 0.0.4, or OpenMetrics 1.0.0 if the
            header `Accept` names `application/openmetrics-text`. Rules for alerts and a dashboard are in
            [monitoring/](monitoring/README.md).

            The page is made from the table in `contract.metric`, from which all meters are registered. `MetricsDocTest` fails where it differs,
            and leaves the right one in `contract/target/metrics.md`:

            <!-- not run: CI runs this test with all others; that it exists is checked -->
            ```sh
            mvn -B -pl contract -am test -Dtest=MetricsDocTest -Dsurefire.failIfNoSpecifiedTests=false
            cp contract/target/metrics.md docs/metrics.md
            ```

            Histograms have the buckets 5, 10, 25, 50, 100, 250, 500 ms and 1, 2.5, 5, 10, 30 s. Histograms and summaries also have a gauge
            `…_max`: the largest value of the last minutes. Counts begin at 0 when the process starts. A counter with labels has no series before
            it counts for the first time.

            """);
    sections.forEach((heading, metrics) -> section(page, heading, metrics));
    labels(page);
    return page.toString();
  }

  private static void section(StringBuilder page, String heading, List<DocumentedMetric> metrics) {
    page.append("## ").append(heading).append("\n");
    page.append("| metric | type | unit | meaning | what to do |\n|---|---|---|---|---|\n");
    for (DocumentedMetric metric : metrics) {
      MetricFacts facts = metric.facts();
      row(
          page,
          "`" + facts.prometheusName() + labelList(facts) + "`",
          facts.kind().name().toLowerCase(Locale.ROOT),
          facts.unit().isEmpty() ? "-" : facts.unit(),
          facts.meaning(),
          facts.remedy());
    }
    page.append("\n");
  }

  private static String labelList(MetricFacts facts) {
    return facts.labels().isEmpty()
        ? ""
        : facts.labels().stream()
            .map(MetricLabel::label)
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static void labels(StringBuilder page) {
    page.append("## Labels\n");
    page.append("No label has values that clients invent. This bounds the number of values:\n\n");
    page.append("| label | values |\n|---|---|\n");
    for (MetricLabel label : MetricLabel.values()) {
      row(page, "`" + label.label() + "`", label.bound());
    }
  }

  private static void row(StringBuilder page, String... cells) {
    page.append(Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
