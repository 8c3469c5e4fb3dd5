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
 * <p>Of a list that grows it is a period that represents it: the newest whole block of numbers
 * behind the last one that is gone at the live edge. So it follows from the edge, and all that is
 * normally decided about it is decided. A block has 64 numbers, or fewer where the time-shift
 * window is short: it never reaches behind the window. Of a list to which nothing is added any more
 * the average must be that of all of it, so all of it is measured.
 */
public final class AveragePeriod {
  /** About two minutes of 2 s. */
  static final int BLOCK = 64;

  /** Fewer numbers represent nothing. */
  static final int LEAST_BLOCK = 4;

  /**
   * A list that is complete and longer is not measured: more than 17 minutes of 2 s. The first
   * request waits for it, in a thread that others need.
   */
  static final int MOST = 512;

  private AveragePeriod() {}

  /**
   * Of a list that grows.
   *
   * @param range the segments that may be in it
   * @param edge the largest number that is due
   * @return empty where it is too young, or the window too short
   */
  public static Optional<NumberRange> growing(Schedule schedule, NumberRange range, long edge) {
    long block = block(schedule);
    if (block < LEAST_BLOCK) {
      return Optional.empty();
    }
    long gone = Math.min(range.last(), SaturatingMath.difference(edge, goneBehind(schedule)));
    long after = Math.floorDiv(SaturatingMath.sum(gone, 1), block) * block;
    return Optional.of(new NumberRange(after - block, after - 1))
        .filter(found -> found.first() >= range.first());
  }

  /**
   * Of a list to which nothing is added any more.
   *
   * @param listed what is in it
   * @return empty where it is too long
   */
  public static Optional<NumberRange> complete(NumberRange listed) {
    return listed.first() <= listed.last() && listed.count() <= MOST
        ? Optional.of(listed)
        : Optional.empty();
  }

  /** Such that the first number of the newest whole one is in the window at every edge. */
  private static long block(Schedule schedule) {
    long inWindow =
        schedule.duration().countFloor(schedule.windowMillis() - schedule.expectedLatencyMillis());
    return Math.min(BLOCK, (inWindow - goneBehind(schedule)) / 2);
  }

  /** So far behind the live edge is the last number that is certainly gone. */
  public static long goneBehind(Schedule schedule) {
    return schedule.duration().countFloor(schedule.retryDeadlineMillis()) + 1;
  }

  /** The same numbers in parts that other periods have too, each 64 numbers or the rest of them. */
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
