package io.liveorigin.media.inspect;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.media.box.BoxMath;

/**
 * Where the segments of an event begin, in the ticks of one track. Pure; saturates, whatever the
 * times.
 *
 * @param number of the segment that is looked at
 * @param timescale ticks per second, 1 to 2^32 - 1
 */
record TickGrid(Schedule schedule, long number, long timescale) {
  /** Start of the segment, ticks. */
  long start() {
    return schedule.decodeTime(number, timescale);
  }

  /** Start of the next one, ticks. */
  long end() {
    return schedule.decodeTime(number + 1, timescale);
  }

  /** How far {@code ticks} lies behind the nearest start of any segment; negative before it. */
  long offset(long ticks) {
    return BoxMath.subtract(
        ticks, schedule.decodeTime(schedule.numberAt(ticks, timescale), timescale));
  }

  /** How many segments that nearest one is behind this one; negative before it. */
  long segments(long ticks) {
    return BoxMath.subtract(schedule.numberAt(ticks, timescale), number);
  }
}
