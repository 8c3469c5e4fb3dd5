package io.liveorigin.bench.manifest;

import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.report.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The results of the storms, pair by pair.
 *
 * @param lists times from the PUT to the last byte of the playlist
 * @param segments times from the PUT to the last byte of the segment
 */
record StormTable(List<Percentiles> lists, List<Percentiles> segments) {
  private static final Bar BAR = Bar.atMost(1.5);

  /** Returns the figures as a Markdown table. */
  String markdown() {
    Table table =
        new Table(
            "| held, from the PUT to the last byte | list, ms | segment, ms | list over segment"
                + " | bar |");
    line(table, "p50", Percentiles::p50, Optional.empty());
    line(table, "p99", Percentiles::p99, Optional.of(BAR));
    return table.toString();
  }

  private void line(
      Table table, String name, ToDoubleFunction<Percentiles> figure, Optional<Bar> bar) {
    Ratios ratios = Ratios.of(lists, segments, figure);
    table.line(
        "| %s | %.1f | %.1f | %s | %s |",
        name,
        Ratios.median(lists, figure),
        Ratios.median(segments, figure),
        ratios,
        bar.map(b -> b.verdict(ratios.median())).orElse(""));
  }
}
