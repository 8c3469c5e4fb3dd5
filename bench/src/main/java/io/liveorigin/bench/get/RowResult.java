package io.liveorigin.bench.get;

import io.liveorigin.bench.peer.Nginx;
import io.liveorigin.bench.peer.Target;
import io.liveorigin.bench.peer.Varnish;
import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.report.Ratios;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of one row.
 *
 * @param ours the origin, with one run for each pair
 * @param peers the peers that take part in this row, with their runs in the same order
 */
record RowResult(Row row, Side ours, List<Side> peers) {
  static final String HEADER =
      "| | origin | nginx | Varnish | origin over the better | bar"
          + " | p99 ms: origin, nginx, Varnish |";

  /**
   * A server's runs.
   *
   * @param target the server in its best setting
   */
  record Side(Target target, List<Wrk.Result> runs) {}

  /** Returns the peer with the higher median. */
  Side better() {
    return peers.stream()
        .max(Comparator.comparingDouble(peer -> Ratios.median(peer.runs(), row::figure)))
        .orElseThrow();
  }

  Ratios ratios() {
    return Ratios.of(ours.runs(), better().runs(), row::figure);
  }

  /** Returns the median rate of a server as the table shows it. */
  private String rate(Side side) {
    double requests = Ratios.median(side.runs(), Wrk.Result::perSecond);
    double bytes = Ratios.median(side.runs(), Wrk.Result::gigabytesPerSecond);
    return row.asked().missing()
        ? String.format(Locale.ROOT, "%,.0f/s", requests)
        : String.format(Locale.ROOT, "%,.0f/s, %.2f GB/s", requests, bytes);
  }

  private static String p99(Side side) {
    return String.format(Locale.ROOT, "%.1f", Ratios.median(side.runs(), Wrk.Result::p99Millis));
  }

  String line() {
    Map<String, Side> byName = new LinkedHashMap<>();
    peers.forEach(peer -> byName.put(peer.target().server(), peer));
    List<String> rates = new ArrayList<>(List.of(rate(ours)));
    List<String> tails = new ArrayList<>(List.of(p99(ours)));
    for (String name : List.of(Nginx.NAME, Varnish.NAME)) {
      rates.add(byName.containsKey(name) ? rate(byName.get(name)) : "");
      tails.add(byName.containsKey(name) ? p99(byName.get(name)) : "-");
    }
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            row.title(),
            String.join(" | ", rates),
            ratios(),
            row.bar().map(bar -> bar.verdict(ratios().median())).orElse(""),
            String.join(", ", tails));
  }

  /** Returns the settings with which the peers performed best. */
  String settings() {
    List<String> parts =
        peers.stream()
            .map(peer -> peer.target().server() + ": " + peer.target().setting())
            .toList();
    return row.name() + " " + String.join("; ", parts);
  }
}
