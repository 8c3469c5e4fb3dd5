package io.liveorigin.serving.audit;

import io.liveorigin.contract.wire.AuditRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds the records of refusals: {@value #EACH} a second for the same address and code, and
 * {@value #ALL} a second in all. Refusals that get no record are counted, and a record with the
 * count follows when their second is over. Clients without a known credential get {@value
 * #STRANGERS} records a day, counts included: records are kept for more than a year, and strangers
 * must not determine their number. After that, one record an hour counts them. Pure: the time is
 * passed in. One thread.
 */
final class RefusedRate {
  static final int EACH = 5;
  static final int ALL = 100;
  static final long WINDOW_MILLIS = 1_000;

  /** About 5 MB a day. */
  static final int STRANGERS = 5_000;

  static final long HOUR_MILLIS = 3_600_000;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  /** The largest number of pairs of address and code; any others are counted together. */
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

    void leaveOut(AuditRecord record, long times) {
      leftOut += times;
      last = Optional.of(record);
    }

    /** One record that stands for all that were left out. */
    Optional<AuditRecord> count() {
      return last.map(record -> record.withLeftOut(leftOut - 1));
    }
  }

  private final Map<String, Window> windows = new HashMap<>();
  private long second;
  private int inSecond;

  /**
   * The start of the present day for clients without a credential; {@link #inDay} counts their
   * records since then.
   */
  private Optional<Long> day = Optional.empty();

  private int inDay;

  /** Their refusals after the limit of the day. */
  private Optional<Window> rest = Optional.empty();

  /**
   * Takes a refusal; returns the record if it is to be written now.
   *
   * @param group addresses that count as one
   * @param now monotonic, ms
   */
  Optional<AuditRecord> take(String group, AuditRecord record, long now) {
    if (!dayAllows(record, now)) {
      rest(now).leaveOut(record, 1);
      return Optional.empty();
    }
    String key = group + " " + record.code().orElse("");
    if (!windows.containsKey(key) && windows.size() >= MOST_KEYS) {
      key = OTHERS;
    }
    Window window = windows.computeIfAbsent(key, k -> new Window(now));
    if (window.written >= EACH || !room(now)) {
      window.leaveOut(record, 1);
      return Optional.empty();
    }
    window.written++;
    spend(record);
    return Optional.of(record);
  }

  private static boolean stranger(AuditRecord record) {
    return record.principal().equals(AuditRecord.NOBODY);
  }

  private boolean dayAllows(AuditRecord record, long now) {
    if (day.isEmpty() || now - day.get() >= DAY_MILLIS) {
      day = Optional.of(now);
      inDay = 0;
    }
    return !stranger(record) || inDay < STRANGERS;
  }

  private void spend(AuditRecord record) {
    inDay += stranger(record) ? 1 : 0;
  }

  private Window rest(long now) {
    Window window = rest.orElseGet(() -> new Window(now));
    rest = Optional.of(window);
    return window;
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

  /** Whether the count gets a record of its own; otherwise it is added to the count of the rest. */
  private boolean ownRecord(Window window, AuditRecord count, long now) {
    if (!dayAllows(count, now)) {
      rest(now).leaveOut(window.last.orElseThrow(), window.leftOut);
      return false;
    }
    spend(count);
    return true;
  }

  /** The counts of windows that are over: the last record that was left out stands for all. */
  List<AuditRecord> over(long now) {
    List<AuditRecord> counts = new ArrayList<>();
    Iterator<Window> all = windows.values().iterator();
    while (all.hasNext()) {
      Window window = all.next();
      if (now - window.since >= WINDOW_MILLIS) {
        window.count().filter(count -> ownRecord(window, count, now)).ifPresent(counts::add);
        all.remove();
      }
    }
    rest.filter(window -> now - window.since >= HOUR_MILLIS)
        .flatMap(Window::count)
        .ifPresent(
            count -> {
              counts.add(count);
              rest = Optional.empty();
            });
    return counts;
  }
}
