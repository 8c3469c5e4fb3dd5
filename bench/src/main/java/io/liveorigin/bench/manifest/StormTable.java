package io.liveorigin.bench.manifest;

import io.liveorigin.bench.publish.Percentiles;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Pair;
import io.liveorigin.bench.report.Ratios;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The results of the storms, pair by pair.
 *
 * @param lists times from the PUT to the last byte of the playlist
 * @param segments times from the PUT to the last byte of the segment
 */
record StormTable(List<Percentiles> lists, List<Percentiles> segments) {
  private static final Bar BAR = Bar.atMost(1.5);
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  Ratios ratios(double share) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      pairs.add(new Pair(lists.get(i).at(share), segments.get(i).at(share)));
    }
    return Ratios.of(pairs);
  }

  String markdown() {
    return """
    | held, from the PUT to the last byte | list, ms | segment, ms | list over segment | bar |
    |---|---|---|---|---|
    """
        + line("p50", P50, "")
        + line("p99", P99, BAR.verdict(ratios(P99).median()));
  }

  private String line(String name, double share, String verdict) {
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %s | %s |%n",
        name,
        median(lists, share),
        median(segments, share),
        ratios(share),
        verdict);
  }

  private static double median(List<Percentiles> storms, double share) {
    return Ratios.median(storms.stream().map(storm -> storm.at(share)).toList());
  }
}
