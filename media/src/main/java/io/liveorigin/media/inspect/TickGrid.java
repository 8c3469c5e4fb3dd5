package io.liveorigin.media.inspect;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.media.box.BoxMath;

/**
 * The starts of the segments of an event, in the ticks of one track. Pure; saturates, whatever the
 * times are.
 *
 * @param number number of the segment in question
 * @param timescale ticks per second, 1 to 2^32 - 1
 */
record TickGrid(Schedule schedule, long number, long timescale) {
  /** Returns the start of the segment, ticks. */
  long start() {
    return schedule.decodeTime(number, timescale);
  }

  /** Returns the start of the next one, ticks. */
  long end() {
    return schedule.decodeTime(number + 1, timescale);
  }

  /**
   * Returns how far {@code ticks} is after the nearest start of any segment; negative before it.
   */
  long offset(long ticks) {
    return BoxMath.subtract(
        ticks, schedule.decodeTime(schedule.numberAt(ticks, timescale), timescale));
  }

  /** Returns by how many segments that nearest one follows this one; negative before it. */
  long segments(long ticks) {
    return BoxMath.subtract(schedule.numberAt(ticks, timescale), number);
  }
}
