package io.liveorigin.serving.cache;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * How much a node keeps in memory.
 *
 * @param liveEdgeBytes of segments as they pass by, off the heap
 * @param dvrBytes of segments that were read back from Kafka, off the heap
 * @param freshness a segment whose media ended longer ago does not enter the live-edge cache: a
 *     node that catches up on a backlog would push out what viewers are watching
 * @param decisions how many decisions are kept beside the index
 */
public record CacheSettings(long liveEdgeBytes, long dvrBytes, Duration freshness, int decisions) {

  public CacheSettings {
    atLeast("cache.liveEdgeBytes", liveEdgeBytes, 0);
    atLeast("cache.dvrBytes", dvrBytes, 0);
    atLeast("cache.freshness (ms)", freshness.toMillis(), 1_000);
    atLeast("cache.decisions", decisions, 16);
  }

  /** 256 MiB for the live edge, 64 MiB for the rest of the window. */
  public static CacheSettings standard() {
    return new CacheSettings(256L << 20, 64L << 20, Duration.ofSeconds(60), 10_000);
  }

  /**
   * The same, made to fit the process: dropped buffers stay allocated until the garbage collector
   * finds them, so both caches together take at most half of what may be allocated off the heap.
   *
   * @param directMemoryLimit in bytes
   */
  public CacheSettings within(long directMemoryLimit) {
    long wanted = liveEdgeBytes + dvrBytes;
    long allowed = directMemoryLimit / 2;
    if (wanted <= allowed) {
      return this;
    }
    double share = (double) allowed / wanted;
    return new CacheSettings(
        (long) (liveEdgeBytes * share), (long) (dvrBytes * share), freshness, decisions);
  }

  private static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new OriginException(
          ErrorCode.INTERNAL, key + " must be at least " + least + ", but is " + value);
    }
  }
}
