package io.liveorigin.serving.hls;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers over which the average bit rate of a representation is measured (RFC 8216bis,
 * 4.4.6.2). Pure.
 *
 * <p>For a list that still grows, the period is a representative one: the newest whole block of
 * numbers that are gone at the live edge. It therefore follows from the live edge, and all of its
 * numbers are normally decided. A block has 64 numbers, or fewer if the time-shift window is short:
 * it never reaches back beyond the window. For a list that is complete, the average must be that of
 * the whole list, so the whole list is measured.
 */
public final class AveragePeriod {
  /** About two minutes of 2 s segments. */
  static final int BLOCK = 64;

  /** A block with fewer numbers is not representative. */
  static final int LEAST_BLOCK = 4;

  /**
   * A complete list with more numbers is not measured: more than 17 minutes of 2 s segments. The
   * first request waits for the measurement, in a thread that other requests need.
   */
  static final int MOST = 512;

  private AveragePeriod() {}

  /**
   * The period of a list that still grows.
   *
   * @param range the segments that may be in it
   * @param edge the largest number that is due
   * @return empty if the event is too young, or the window too short
   */
  public static Optional<NumberRange> growing(Schedule schedule, NumberRange range, long edge) {
    long block = block(schedule);
    if (block < LEAST_BLOCK) {
      return Optional.empty();
    }
    long gone =
        Math.min(range.last(), SaturatingMath.difference(edge, undecidedBehindEdge(schedule)));
    long after = Math.floorDiv(SaturatingMath.sum(gone, 1), block) * block;
    return Optional.of(new NumberRange(after - block, after - 1))
        .filter(found -> found.first() >= range.first());
  }

  /**
   * The period of a list that is complete.
   *
   * @param listed the numbers in it
   * @return empty if the list has none or too many
   */
  public static Optional<NumberRange> complete(NumberRange listed) {
    return listed.first() <= listed.last() && listed.count() <= MOST
        ? Optional.of(listed)
        : Optional.empty();
  }

  /**
   * Length of a block, such that the first number of the newest whole block is in the window at
   * every live edge.
   */
  private static long block(Schedule schedule) {
    long inWindow =
        schedule.duration().countFloor(schedule.windowMillis() - schedule.expectedLatencyMillis());
    return Math.min(BLOCK, (inWindow - undecidedBehindEdge(schedule)) / 2);
  }

  /** The distance from the live edge back to the last number that is certainly gone, in numbers. */
  public static long undecidedBehindEdge(Schedule schedule) {
    return schedule.duration().countFloor(schedule.retryDeadlineMillis()) + 1;
  }

  /**
   * Splits a period at the multiples of 64, so that other periods have the same parts. The first
   * and the last part may be shorter than 64 numbers.
   */
  public static List<NumberRange> parts(NumberRange period) {
    List<NumberRange> parts = new ArrayList<>();
    long first = period.first();
    while (first <= period.last()) {
      long last = Math.min(period.last(), Math.floorDiv(first, BLOCK) * BLOCK + BLOCK - 1);
      parts.add(new NumberRange(first, last));
      first = last + 1;
    }
    return parts;
  }
}
