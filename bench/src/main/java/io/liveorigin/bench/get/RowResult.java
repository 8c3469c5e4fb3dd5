package io.liveorigin.bench.get;

import io.liveorigin.bench.report.Pair;
import io.liveorigin.bench.report.Ratios;
import java.util.ArrayList;
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
  /**
   * A server's runs.
   *
   * @param target the server in its best setting
   */
  record Side(Target target, List<Wrk.Result> runs) {}

  private double figure(Wrk.Result run) {
    return row.asked().countsBytes() ? run.gigabytesPerSecond() : run.perSecond();
  }

  private double median(Side side) {
    return Ratios.median(side.runs().stream().map(this::figure).toList());
  }

  /** Returns the peer with the higher median. */
  Side better() {
    Side best = peers.get(0);
    for (Side peer : peers) {
      best = median(peer) > median(best) ? peer : best;
    }
    return best;
  }

  Ratios ratios() {
    Side other = better();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < ours.runs().size(); i++) {
      pairs.add(new Pair(figure(ours.runs().get(i)), figure(other.runs().get(i))));
    }
    return Ratios.of(pairs);
  }

  /** Returns the median rate of a server as the table shows it. */
  private String rate(Side side) {
    double requests = Ratios.median(side.runs().stream().map(Wrk.Result::perSecond).toList());
    if (row.asked().missing()) {
      return String.format(Locale.ROOT, "%,.0f/s", requests);
    }
    double bytes = Ratios.median(side.runs().stream().map(Wrk.Result::gigabytesPerSecond).toList());
    return String.format(Locale.ROOT, "%,.0f/s, %.2f GB/s", requests, bytes);
  }

  private static String p99(Side side) {
    double millis = Ratios.median(side.runs().stream().map(Wrk.Result::p99Millis).toList());
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  static String header() {
    return """
        | | origin | nginx | Varnish | origin over the better | bar | p99 ms: origin, nginx, Varnish |
        |---|---|---|---|---|---|---|
        """;
  }

  String line() {
    Map<String, Side> byName = new LinkedHashMap<>();
    peers.forEach(peer -> byName.put(peer.target().server(), peer));
    List<String> rates = new ArrayList<>(List.of(rate(ours)));
    List<String> tails = new ArrayList<>(List.of(p99(ours)));
    for (String name : List.of(NginxPeer.NAME, VarnishPeer.NAME)) {
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
