package io.liveorigin.serving.invalidation.cells;

import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.wire.CellReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The latest report of every node. A node that is ready and has sent a report within the session
 * time-out may respond to requests, so a response that its pending invalidations cover may still
 * get into a cache. Thread-safe; instants are epoch ms.
 */
public final class CellRegistry {
  private final long sessionTimeoutMillis;
  private final Map<String, CellReport> latest = new ConcurrentSkipListMap<>();

  public CellRegistry(Duration sessionTimeout) {
    this.sessionTimeoutMillis = sessionTimeout.toMillis();
  }

  /** Records a report. Reports arrive in the order of the log. */
  public void record(CellReport report) {
    latest.put(report.name(), report);
  }

  /** The nodes that may serve at {@code now} and have not carried out the invalidation. */
  public List<String> behind(Invalidation invalidation, long now) {
    return latest.values().stream()
        .filter(report -> report.ready() && alive(report, now))
        .filter(report -> !report.settled().contains(invalidation.token()))
        .map(CellReport::name)
        .toList();
  }

  /**
   * The state of each node by name: {@code settled}, {@code behind}, {@code not-ready} or {@code
   * silent}.
   */
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
