package io.liveorigin.packager.publish;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what {@link PackagerStats} reports. Any thread. */
public final class StatsCounter {
  private long requests;
  private long acknowledged;
  private long failed;
  private long withheld;
  private long unreachable;
  private final SortedMap<Integer, Long> byStatus = new TreeMap<>();

  synchronized void request() {
    requests++;
  }

  synchronized void result(PutResult result) {
    if (result instanceof PutResult.Answered answer) {
      byStatus.merge(answer.status(), 1L, Long::sum);
    } else {
      unreachable++;
    }
  }

  synchronized void segment(boolean wasAcknowledged) {
    if (wasAcknowledged) {
      acknowledged++;
    } else {
      failed++;
    }
  }

  synchronized void withheld() {
    withheld++;
  }

  public synchronized PackagerStats snapshot() {
    return new PackagerStats(
        requests, acknowledged, failed, withheld, unreachable, new TreeMap<>(byStatus));
  }
}
