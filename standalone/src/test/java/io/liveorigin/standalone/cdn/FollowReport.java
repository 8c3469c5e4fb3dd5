package io.liveorigin.standalone.cdn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the clients of one CDN node got, and what it cost the origin.
 *
 * @param node name of the CDN node
 * @param deliveries every answer
 * @param fetches how often the origin was asked for each path that was followed
 * @param lagMillis sorted: from when a segment's upload had begun and the client had asked, until
 *     the client had its last byte
 */
record FollowReport(
    String node, List<Delivery> deliveries, Map<String, Long> fetches, List<Long> lagMillis) {

  static FollowReport of(CdnOrigin origin, String node, List<Delivery> deliveries) {
    Set<String> followed =
        deliveries.stream().map(Delivery::path).collect(Collectors.toUnmodifiableSet());
    return new FollowReport(
        node,
        deliveries,
        origin.requests().settled().of(node).stream()
            .map(OriginRequests.Line::path)
            .filter(followed::contains)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
        deliveries.stream()
            .filter(d -> d.status() == 200)
            .map(
                d ->
                    d.doneAt()
                        - Math.max(
                            d.wantedAt(), origin.publications().begun(d.pipeline(), d.path())))
            .sorted()
            .toList());
  }

  /** How many answers had each status. */
  Map<Integer, Long> statuses() {
    return deliveries.stream()
        .collect(Collectors.groupingBy(Delivery::status, TreeMap::new, Collectors.counting()));
  }

  long count(int status) {
    return statuses().getOrDefault(status, 0L);
  }

  long originFetches() {
    return fetches.values().stream().mapToLong(Long::longValue).sum();
  }

  long lag(double share) {
    return lagMillis.isEmpty() ? -1 : lagMillis.get((int) (share * (lagMillis.size() - 1)));
  }

  /** A row of the table in docs/benchmarks.md. */
  String row(String run) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %d | %.1f | %d | %d | %d |",
        run,
        node,
        fetches.size(),
        count(200),
        count(404),
        deliveries.size() - count(200) - count(404),
        originFetches(),
        (double) originFetches() / fetches.size(),
        lag(0.5),
        lag(0.99),
        lag(1));
  }
}
