package io.liveorigin.serving.manifest;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.serving.timeline.PublicationGap;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongUnaryOperator;

/**
 * Writes which segments of a representation are not its own content (ISO/IEC 23009-1, 5.3.9.7), so
 * that players may take another representation there. The one flag of the element says whether all
 * of these segments play.
 */
final class FailoverContent {
  private FailoverContent() {}

  /**
   * Writes nothing if everything is published.
   *
   * @param numbers that were not published
   * @param start first tick of a segment, counted as {@code S@t} is; a segment ends where the next
   *     one starts
   */
  static void write(
      SortedMap<Long, PublicationGap> numbers, LongUnaryOperator start, XmlWriter out) {
    if (numbers.isEmpty()) {
      return;
    }
    out.open("FailoverContent")
        .attribute(
            "valid",
            numbers.values().stream().noneMatch(one -> one.state() == PublicationGap.State.GAP));
    for (NumberRange run : runs(numbers)) {
      long begin = start.applyAsLong(run.first());
      out.empty("FCS")
          .attribute("t", begin)
          .attribute("d", start.applyAsLong(run.last() + 1) - begin);
    }
    out.close();
  }

  /** Joins consecutive numbers into ranges. */
  private static List<NumberRange> runs(SortedMap<Long, PublicationGap> numbers) {
    List<NumberRange> runs = new ArrayList<>();
    for (long number : numbers.keySet()) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).last() + 1 == number) {
        runs.set(last, new NumberRange(runs.get(last).first(), number));
      } else {
        runs.add(new NumberRange(number, number));
      }
    }
    return runs;
  }
}
