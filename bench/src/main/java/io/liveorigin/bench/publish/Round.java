package io.liveorigin.bench.publish;

import io.liveorigin.bench.process.Block;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Percentiles;
import io.liveorigin.bench.report.Ratios;
import io.liveorigin.bench.report.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The results of one round, for the same segments.
 *
 * @param produced plain produce with acks=all, until the acknowledgement
 * @param put PUT, until the last byte of its response
 * @param dav PUT to nginx with WebDAV, until the last byte of its response
 * @param chain plain clients, from the produce until the small record is read
 * @param first from the start of the PUT to the first byte of the held GET's body
 * @param last from the start of the PUT to the last byte of the held GET's body
 * @param block the processor time that the processes used
 */
record Round(
    Percentiles produced,
    Percentiles put,
    Percentiles dav,
    Percentiles chain,
    Percentiles first,
    Percentiles last,
    Block block) {
  private static final Optional<Bar> ACKNOWLEDGED = Optional.of(Bar.atMost(1.5));
  private static final Optional<Bar> READABLE = Optional.of(Bar.atMost(1.3));

  @Override
  public String toString() {
    return "produce %s; PUT %s; nginx %s; chain %s; first byte %s; last byte %s; load %s"
        .formatted(produced, put, dav, chain, first, last, block.load());
  }

  /** Returns the rounds as a Markdown table. */
  static String table(List<Round> all) {
    Table table =
        new Table(
            "| what | p50 ms | p99 ms | beside it | p50 ms | p99 ms | ratio p50 | ratio p99 | bar |");
    List<Percentiles> put = figures(all, Round::put);
    List<Percentiles> chain = figures(all, Round::chain);
    row(table, "PUT acknowledged", put, "produce", figures(all, Round::produced), ACKNOWLEDGED);
    row(table, "held GET, first byte", figures(all, Round::first), "chain", chain, READABLE);
    row(table, "held GET, last byte", figures(all, Round::last), "chain", chain, Optional.empty());
    row(
        table,
        "PUT acknowledged",
        put,
        "nginx WebDAV PUT",
        figures(all, Round::dav),
        Optional.empty());
    return table.toString();
  }

  private static List<Percentiles> figures(
      List<Round> rounds, Function<Round, Percentiles> figure) {
    return rounds.stream().map(figure).toList();
  }

  private static void row(
      Table table,
      String what,
      List<Percentiles> ours,
      String beside,
      List<Percentiles> other,
      Optional<Bar> bar) {
    Ratios p50 = Ratios.of(ours, other, Percentiles::p50);
    Ratios p99 = Ratios.of(ours, other, Percentiles::p99);
    table.line(
        "| %s | %.1f | %.1f | %s | %.1f | %.1f | %s | %s | %s |",
        what,
        Ratios.median(ours, Percentiles::p50),
        Ratios.median(ours, Percentiles::p99),
        beside,
        Ratios.median(other, Percentiles::p50),
        Ratios.median(other, Percentiles::p99),
        p50,
        p99,
        bar.map(b -> "p50 " + b.verdict(p50.median()) + "; p99 " + b.verdict(p99.median()))
            .orElse(""));
  }
}
