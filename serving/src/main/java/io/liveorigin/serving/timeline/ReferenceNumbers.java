package io.liveorigin.serving.timeline;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.hls.AveragePeriod;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of an event from which an MPD takes the clock of an encoder. Pure.
 *
 * <p>They are the first ones of a block. Blocks are aligned by number, so which one it is follows
 * from the edge, and it is another one seldom. All that is normally decided about the first numbers
 * is decided, and they are still in the time-shift window. A block has 1,024 numbers, or fewer
 * where the window is short. An event that is younger than its block has smaller ones.
 */
final class ReferenceNumbers {
  /** More than half an hour of 2 s. */
  static final int LARGEST = 1_024;

  static final int LEAST = 16;

  /** Each block is so many times the next smaller one: each begins where a smaller one does. */
  private static final int FACTOR = 4;

  /** Of a block; the others are passed over. */
  static final int LOOKED_AT = 4;

  private ReferenceNumbers() {}

  /**
   * Those at an edge.
   *
   * @param edge the largest number that is due
   * @return the first numbers of the newest block of each size, the largest first; the first in
   *     which there is something counts. Empty where the event is too young, or the window too
   *     short
   */
  static List<NumberRange> at(Schedule schedule, long edge) {
    long newest =
        SaturatingMath.difference(
            Math.min(schedule.lastNumber(), SaturatingMath.difference(edge, gone(schedule))),
            LOOKED_AT - 1);
    List<NumberRange> found = new ArrayList<>();
    for (long block = LARGEST; block >= LEAST; block /= FACTOR) {
      long first = Math.floorDiv(newest, block) * block;
      if (block <= room(schedule) && first >= schedule.firstNumber()) {
        found.add(new NumberRange(first, first + LOOKED_AT - 1));
      }
    }
    return found.stream().distinct().toList();
  }

  /**
   * When the edge reached that block, epoch ms. A block is only left for one that begins at that
   * instant: each larger block begins where a smaller one does.
   *
   * @param numbers the first ones of it
   */
  static long since(Schedule schedule, NumberRange numbers) {
    return schedule.due(numbers.last() + gone(schedule));
  }

  /** Such that the first number of the newest block is in the window at every edge. */
  private static long room(Schedule schedule) {
    long inWindow =
        schedule.duration().countFloor(schedule.windowMillis() - schedule.expectedLatencyMillis());
    return inWindow - gone(schedule) - LOOKED_AT;
  }

  private static long gone(Schedule schedule) {
    return AveragePeriod.goneBehind(schedule);
  }
}
