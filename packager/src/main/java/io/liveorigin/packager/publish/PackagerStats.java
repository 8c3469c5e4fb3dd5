package io.liveorigin.packager.publish;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a packager has done so far. Every segment number of a representation ends up in one of
 * acknowledged, failed and withheld.
 *
 * @param requests uploads begun, of init and media segments, repetitions included
 * @param acknowledged media segments answered 2xx
 * @param failed media segments given up
 * @param withheld media segments that the fault script kept back
 * @param unreachable uploads without an answer
 * @param byStatus answers by HTTP status
 */
public record PackagerStats(
    long requests,
    long acknowledged,
    long failed,
    long withheld,
    long unreachable,
    SortedMap<Integer, Long> byStatus) {

  /** Sums of two pipelines. */
  public PackagerStats plus(PackagerStats other) {
    SortedMap<Integer, Long> statuses = new TreeMap<>(byStatus);
    for (Map.Entry<Integer, Long> entry : other.byStatus.entrySet()) {
      statuses.merge(entry.getKey(), entry.getValue(), Long::sum);
    }
    return new PackagerStats(
        requests + other.requests,
        acknowledged + other.acknowledged,
        failed + other.failed,
        withheld + other.withheld,
        unreachable + other.unreachable,
        statuses);
  }
}
