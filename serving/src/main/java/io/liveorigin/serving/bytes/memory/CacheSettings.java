package io.liveorigin.serving.bytes.memory;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * The amounts that a node keeps in memory.
 *
 * @param bytes of segments, off the heap
 * @param liveEdge how long after the end of its media a segment counts as live: older ones, and
 *     those that were read back from Kafka, get the memory that live ones leave. A node that
 *     catches up on a backlog therefore does not evict the segments that viewers are watching
 * @param decisions the largest number of decisions that are kept in addition to the index
 */
public record CacheSettings(long bytes, Duration liveEdge, int decisions) {

  public CacheSettings {
    atLeast("cache.bytes", bytes, 0);
    atLeast("cache.liveEdge (ms)", liveEdge.toMillis(), 1_000);
    atLeast("cache.decisions", decisions, 16);
  }

  /** 320 MiB of segments, live for 60 s, and 20,000 decisions. */
  public static CacheSettings standard() {
    return new CacheSettings(320L << 20, Duration.ofSeconds(60), 20_000);
  }

  /**
   * A copy that fits the process: at most three quarters of the memory that may be allocated off
   * the heap, because the buffers of connections and of Kafka's clients are there too.
   *
   * @param directMemoryLimit in bytes
   */
  public CacheSettings within(long directMemoryLimit) {
    long allowed = directMemoryLimit / 4 * 3;
    return bytes <= allowed ? this : new CacheSettings(allowed, liveEdge, decisions);
  }

  private static void atLeast(String key, long value, long least) {
    if (value < least) {
      throw new OriginException(
          ErrorCode.INTERNAL, key + " must be at least " + least + ", but is " + value);
    }
  }
}
