package io.liveorigin.packager.publish;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a packager has done so far. Every segment number of a representation is finally counted as
 * acknowledged, failed or withheld.
 *
 * @param requests uploads started, of init and media segments, repetitions included
 * @param acknowledged media segments with a 2xx response
 * @param failed media segments that were given up
 * @param withheld media segments that the fault script kept back
 * @param unreachable uploads without a response
 * @param byStatus responses by HTTP status
 */
public record PackagerStats(
    long requests,
    long acknowledged,
    long failed,
    long withheld,
    long unreachable,
    SortedMap<Integer, Long> byStatus) {

  /** Returns the sums of two pipelines. */
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
