package io.liveorigin.serving.invalidation.cells;

import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.wire.CellReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The latest report of every node. A node that is ready and was heard of within the session
 * time-out may answer requests, so what it has not carried out yet may still get into a cache. Any
 * thread; instants are epoch ms.
 */
public final class CellRegistry {
  private final long sessionTimeoutMillis;
  private final Map<String, CellReport> latest = new ConcurrentSkipListMap<>();

  public CellRegistry(Duration sessionTimeout) {
    this.sessionTimeoutMillis = sessionTimeout.toMillis();
  }

  /** A report was read. They come in the order of the log. */
  public void heard(CellReport report) {
    latest.put(report.name(), report);
  }

  /** The nodes that may serve at {@code now} and have not carried the invalidation out. */
  public List<String> behind(Invalidation invalidation, long now) {
    return latest.values().stream()
        .filter(report -> report.ready() && alive(report, now))
        .filter(report -> !report.settled().contains(invalidation.token()))
        .map(CellReport::name)
        .toList();
  }

  /** What each node says: {@code settled}, {@code behind}, {@code not-ready} or {@code silent}. */
  public Map<String, String> states(Invalidation invalidation, long now) {
    Map<String, String> states = new TreeMap<>();
    latest.forEach((name, report) -> states.put(name, state(report, invalidation, now)));
    return states;
  }

  private String state(CellReport report, Invalidation invalidation, long now) {
    if (report.settled().contains(invalidation.token())) {
      return "settled";
    }
    if (!alive(report, now)) {
      return "silent";
    }
    return report.ready() ? "behind" : "not-ready";
  }

  private boolean alive(CellReport report, long now) {
    return now - report.at() <= sessionTimeoutMillis;
  }
}
