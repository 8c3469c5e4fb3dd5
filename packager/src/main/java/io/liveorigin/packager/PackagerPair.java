package io.liveorigin.packager;

import io.liveorigin.packager.publish.PackagerStats;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Redundant packagers of one event, started with the same number, so that a relative number of a
 * fault script means the same segment in all of them. Two as a rule, more if the event has more.
 */
public final class PackagerPair implements AutoCloseable {
  private final List<Packager> packagers;

  /** Takes over at least one packager: closes them when it is closed. */
  public PackagerPair(List<Packager> packagers) {
    this.packagers = List.copyOf(packagers);
  }

  /** Starts them all; the first number is returned. */
  public long start() {
    long first = packagers.get(0).firstNumber();
    packagers.forEach(packager -> packager.start(first));
    return first;
  }

  /** Statistics by pipeline, in the order given. */
  public Map<String, PackagerStats> stats() {
    Map<String, PackagerStats> stats = new LinkedHashMap<>();
    packagers.forEach(packager -> stats.put(packager.pipeline(), packager.stats()));
    return stats;
  }

  /** Waits for the end of an event that has one. False if it did not come in time. */
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
