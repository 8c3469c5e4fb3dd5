package io.liveorigin.serving.audit;

import io.liveorigin.contract.wire.AuditRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds the records of what is refused: {@value #EACH} a second for the same address and code, and
 * {@value #ALL} a second in all. What is left out is counted, and the count is told by a record
 * when its second is over. Pure: the time is passed in. One thread.
 */
final class RefusedRate {
  static final int EACH = 5;
  static final int ALL = 100;
  static final long WINDOW_MILLIS = 1_000;

  /** More addresses than this are counted as one. */
  static final int MOST_KEYS = 1_000;

  private static final String OTHERS = "others";

  private static final class Window {
    private final long since;
    private int written;
    private long leftOut;
    private Optional<AuditRecord> last = Optional.empty();

    Window(long since) {
      this.since = since;
    }
  }

  private final Map<String, Window> windows = new HashMap<>();
  private long second;
  private int inSecond;

  /**
   * The record, where it is to be written.
   *
   * @param group addresses that count as one
   * @param now monotonic, ms
   */
  Optional<AuditRecord> take(String group, AuditRecord record, long now) {
    String key = group + " " + record.code().orElse("");
    if (!windows.containsKey(key) && windows.size() >= MOST_KEYS) {
      key = OTHERS;
    }
    Window window = windows.computeIfAbsent(key, k -> new Window(now));
    if (window.written >= EACH || !room(now)) {
      window.leftOut++;
      window.last = Optional.of(record);
      return Optional.empty();
    }
    window.written++;
    return Optional.of(record);
  }

  private boolean room(long now) {
    if (now - second >= WINDOW_MILLIS) {
      second = now;
      inSecond = 0;
    }
    if (inSecond >= ALL) {
      return false;
    }
    inSecond++;
    return true;
  }

  /** The counts of windows that are over: the last that was left out stands for all. */
  List<AuditRecord> over(long now) {
    List<AuditRecord> counts = new ArrayList<>();
    Iterator<Window> all = windows.values().iterator();
    while (all.hasNext()) {
      Window window = all.next();
      if (now - window.since >= WINDOW_MILLIS) {
        window.last.ifPresent(last -> counts.add(last.standingFor(window.leftOut - 1)));
        all.remove();
      }
    }
    return counts;
  }
}
