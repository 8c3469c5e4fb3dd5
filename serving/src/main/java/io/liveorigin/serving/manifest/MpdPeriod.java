package io.liveorigin.serving.manifest;

import io.liveorigin.contract.schedule.NumberRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A run of segments that are decoded with the same init segments (ISO/IEC 23009-1, 5.3.2).
 *
 * @param id does not change while the period is listed
 * @param first number of its first segment
 * @param last number of its last segment; {@link Long#MAX_VALUE} if it is open
 */
record MpdPeriod(String id, long first, long last) {
  /** Id of the period with which an event begins. */
  private static final String BEGINNING = "p0";

  /**
   * The periods of a document.
   *
   * @param range the segments that it lists
   * @param window the smallest number that is still served
   * @param changes numbers with which the event changes over, ascending
   */
  static List<MpdPeriod> of(NumberRange range, long window, LongStream changes) {
    List<MpdPeriod> periods = new ArrayList<>();
    MpdPeriod open = new MpdPeriod(BEGINNING, range.first(), range.last());
    for (long change : changes.toArray()) {
      if (change > range.first() && change <= range.last()) {
        add(periods, new MpdPeriod(open.id(), open.first(), change - 1), window);
        open = new MpdPeriod("p" + change, change, range.last());
      }
    }
    periods.add(open);
    return List.copyOf(periods);
  }

  /** Adds a period unless it has left the window. */
  private static void add(List<MpdPeriod> periods, MpdPeriod period, long window) {
    if (period.last() >= window) {
      periods.add(period);
    }
  }
}
