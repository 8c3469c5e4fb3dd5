package io.liveorigin.packager;

import io.liveorigin.packager.publish.PackagerStats;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Redundant packagers of one event, started with the same number, so that a relative number of a
 * fault script means the same segment in all of them. There are usually two, or more if the event
 * has more pipelines.
 */
public final class PackagerPair implements AutoCloseable {
  private final List<Packager> packagers;

  /** Takes ownership of at least one packager: closing the pair closes the packagers. */
  public PackagerPair(List<Packager> packagers) {
    this.packagers = List.copyOf(packagers);
  }

  /** Starts all packagers, and returns the first number. */
  public long start() {
    long first = packagers.get(0).firstNumber();
    packagers.forEach(packager -> packager.start(first));
    return first;
  }

  /** Returns the statistics by pipeline, in the order given. */
  public Map<String, PackagerStats> stats() {
    Map<String, PackagerStats> stats = new LinkedHashMap<>();
    packagers.forEach(packager -> stats.put(packager.pipeline(), packager.stats()));
    return stats;
  }

  /** Waits for the end of an event that has one. Returns false if the event did not end in time. */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Packager packager : packagers) {
      if (!packager.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    packagers.forEach(Packager::close);
  }
}
