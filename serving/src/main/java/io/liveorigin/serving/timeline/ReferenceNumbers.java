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
 * <p>They are the first numbers of a block. Blocks are aligned by number, so the block follows from
 * the live edge and rarely changes. By then everything that is normally decided about the first
 * numbers is decided, and they are still in the time-shift window. A block has 1,024 numbers, or
 * fewer if the window is short. An event that is younger than its block has smaller blocks.
 */
final class ReferenceNumbers {
  /** More than half an hour of segments of 2 s. */
  static final int LARGEST = 1_024;

  static final int LEAST = 16;

  /**
   * Each block is this many times the size of the next smaller one, and begins where a smaller one
   * does.
   */
  private static final int FACTOR = 4;

  /** Numbers of a block that are looked up; the others are passed over. */
  static final int LOOKED_AT = 4;

  private ReferenceNumbers() {}

  /**
   * Returns the numbers for a live edge.
   *
   * @param edge the largest number that is due
   * @return the first numbers of the newest block of each size, the largest block first; the first
   *     block with a clock counts. Empty if the event is too young, or the window too short
   */
  static List<NumberRange> at(Schedule schedule, long edge) {
    long newest =
        SaturatingMath.difference(
            Math.min(
                schedule.lastNumber(),
                SaturatingMath.difference(edge, undecidedBehindEdge(schedule))),
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
   * The instant at which the live edge reached that block, epoch ms. A block is only replaced by
   * one that begins at that instant, because each larger block begins where a smaller one does.
   *
   * @param numbers first numbers of the block
   */
  static long since(Schedule schedule, NumberRange numbers) {
    return schedule.due(numbers.last() + undecidedBehindEdge(schedule));
  }

  /**
   * The largest block size for which the first number of the newest block is in the window at every
   * live edge.
   */
  private static long room(Schedule schedule) {
    long inWindow =
        schedule.duration().countFloor(schedule.windowMillis() - schedule.expectedLatencyMillis());
    return inWindow - undecidedBehindEdge(schedule) - LOOKED_AT;
  }

  private static long undecidedBehindEdge(Schedule schedule) {
    return AveragePeriod.undecidedBehindEdge(schedule);
  }
}
