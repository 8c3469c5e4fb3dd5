package io.liveorigin.bench.publish;

import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Pair;
import io.liveorigin.bench.report.Ratios;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The rounds as a Markdown table. */
final class PublishTable {
  private static final double P50 = 0.5;
  private static final double P99 = 0.99;
  private static final Bar ACKNOWLEDGED = Bar.atMost(1.5);
  private static final Bar READABLE = Bar.atMost(1.3);

  private PublishTable() {}

  static String of(List<Round> rounds) {
    StringBuilder table =
        new StringBuilder(
            """
            | what | p50 ms | p99 ms | beside it | p50 ms | p99 ms | ratio p50 | ratio p99 | bar |
            |---|---|---|---|---|---|---|---|---|
            """);
    row(table, rounds, "PUT acknowledged", Round::put, "produce", Round::produced, ACKNOWLEDGED);
    row(table, rounds, "held GET, first byte", Round::first, "chain", Round::chain, READABLE);
    row(table, rounds, "held GET, last byte", Round::last, "chain", Round::chain);
    row(table, rounds, "PUT acknowledged", Round::put, "nginx WebDAV PUT", Round::dav);
    return table.toString();
  }

  private static void row(
      StringBuilder table,
      List<Round> rounds,
      String what,
      Function<Round, Percentiles> ours,
      String beside,
      Function<Round, Percentiles> other,
      Bar bar) {
    row(table, rounds, what, ours, beside, other, Optional.of(bar));
  }

  private static void row(
      StringBuilder table,
      List<Round> rounds,
      String what,
      Function<Round, Percentiles> ours,
      String beside,
      Function<Round, Percentiles> other) {
    row(table, rounds, what, ours, beside, other, Optional.empty());
  }

  private static void row(
      StringBuilder table,
      List<Round> rounds,
      String what,
      Function<Round, Percentiles> ours,
      String beside,
      Function<Round, Percentiles> other,
      Optional<Bar> bar) {
    Ratios p50 = ratios(rounds, ours, other, P50);
    Ratios p99 = ratios(rounds, ours, other, P99);
    String verdict =
        bar.map(b -> "p50 " + b.verdict(p50.median()) + "; p99 " + b.verdict(p99.median()))
            .orElse("");
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %.1f | %s | %.1f | %.1f | %s | %s | %s |%n",
            what,
            median(rounds, ours, P50),
            median(rounds, ours, P99),
            beside,
            median(rounds, other, P50),
            median(rounds, other, P99),
            p50,
            p99,
            verdict));
  }

  private static Ratios ratios(
      List<Round> rounds,
      Function<Round, Percentiles> ours,
      Function<Round, Percentiles> other,
      double share) {
    return Ratios.of(
        rounds.stream()
            .map(r -> new Pair(ours.apply(r).at(share), other.apply(r).at(share)))
            .toList());
  }

  private static double median(
      List<Round> rounds, Function<Round, Percentiles> what, double share) {
    return Ratios.median(rounds.stream().map(r -> what.apply(r).at(share)).toList());
  }
}
