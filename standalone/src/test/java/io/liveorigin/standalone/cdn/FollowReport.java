package io.liveorigin.standalone.cdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.segment.HoldSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;

/**
 * What the clients of one CDN node got, and what it cost the origin.
 *
 * @param node name of the CDN node
 * @param deliveries every answer
 * @param fetches what the origin was asked, for each path that was followed
 * @param lagMillis sorted: from when a segment's upload had begun and the client had asked, until
 *     the client had its last byte. A measurement, and no verdict
 */
record FollowReport(
    String node,
    List<Delivery> deliveries,
    Map<String, List<OriginRequests.Line>> fetches,
    List<Long> lagMillis) {
  private static final int REFUSED = 503;

  /** The wall clock, by which a hold ends, and the one of the access log may drift apart. */
  private static final long DRIFT_MILLIS = 100;

  /**
   * @param begun when the upload of a pipeline's copy of a path began, epoch ms
   */
  static FollowReport of(
      CdnOrigin origin,
      String node,
      List<Delivery> deliveries,
      ToLongBiFunction<String, String> begun) {
    Set<String> followed =
        deliveries.stream().map(Delivery::path).collect(Collectors.toUnmodifiableSet());
    return new FollowReport(
        node,
        deliveries,
        origin.requests().settled().of(node).stream()
            .filter(line -> followed.contains(line.path()))
            .collect(Collectors.groupingBy(OriginRequests.Line::path)),
        deliveries.stream()
            .filter(d -> d.status() == 200)
            .map(
                d -> d.doneAt() - Math.max(d.wantedAt(), begun.applyAsLong(d.pipeline(), d.path())))
            .sorted()
            .toList());
  }

  /**
   * Every client got every segment, with the bytes of a decision. Whoever was refused in between
   * was told 503 because a request of the node had been held for as long as the origin promises:
   * nothing else may be said to one who asks early.
   *
   * @param wanted how many segments all clients together wanted
   * @param decided every entity tag that a decision stood for, by path
   */
  void assertAllGotAll(long wanted, Map<String, Set<String>> decided) {
    assertThat(deliveries)
        .as(node)
        .filteredOn(d -> d.status() != 200 && d.status() != REFUSED)
        .isEmpty();
    assertThat(deliveries)
        .as(node)
        .filteredOn(d -> d.status() == 200 && d.whole())
        .filteredOn(d -> decided.get(d.path()).contains(d.etag()))
        .hasSize(Math.toIntExact(wanted));
    assertThat(refusals())
        .as(node)
        .allMatch(
            line -> line.millis() >= HoldSettings.standard().longest().toMillis() - DRIFT_MILLIS);
    assertThat(refused())
        .as(node)
        .containsAll(
            deliveries.stream()
                .filter(d -> d.status() == REFUSED)
                .map(Delivery::path)
                .collect(Collectors.toSet()));
  }

  /**
   * The origin was asked for each segment once.
   *
   * @param atLeast so many segments, and without a refusal: one lets all who wait ask by themselves
   */
  void assertEachFetchedOnce(int atLeast) {
    Set<String> refused = refused();
    assertThat(fetches.entrySet())
        .as(node)
        .filteredOn(fetch -> !refused.contains(fetch.getKey()))
        .hasSizeGreaterThanOrEqualTo(atLeast)
        .allMatch(fetch -> fetch.getValue().size() == 1);
  }

  private List<OriginRequests.Line> refusals() {
    return fetches.values().stream()
        .flatMap(List::stream)
        .filter(line -> line.status() == REFUSED)
        .toList();
  }

  /** Paths for which the origin has told this node 503. */
  private Set<String> refused() {
    return refusals().stream().map(OriginRequests.Line::path).collect(Collectors.toSet());
  }

  /** How many answers had each status. */
  Map<Integer, Long> statuses() {
    return deliveries.stream()
        .collect(Collectors.groupingBy(Delivery::status, TreeMap::new, Collectors.counting()));
  }

  long count(int status) {
    return statuses().getOrDefault(status, 0L);
  }

  private long originFetches() {
    return fetches.values().stream().mapToLong(List::size).sum();
  }

  private long lag(double share) {
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
