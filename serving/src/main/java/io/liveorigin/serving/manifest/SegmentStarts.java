package io.liveorigin.serving.manifest;

import io.liveorigin.contract.decision.Listing;
import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the segments of one track begin, in ticks of its SegmentTimeline: at their published start,
 * as far as that is known, and otherwise where the schedule has them. Audio frames do not divide
 * every segment duration, so published audio begins up to a frame off the schedule, and its
 * packager names it by that time. Pure, immutable.
 */
final class SegmentStarts {
  private final Schedule schedule;
  private final long timescale;

  /** Only the starts that differ from the schedule. */
  private final Map<Long, Long> elsewhere = new HashMap<>();

  /**
   * @param timescale of the timeline, ticks per second
   * @param published times of the segments by number, as many as are known
   */
  SegmentStarts(Schedule schedule, long timescale, Map<Long, Listing> published) {
    this.schedule = schedule;
    this.timescale = timescale;
    // A segment begins where the one before it ends, unless its own start is known.
    published.forEach((number, times) -> put(number + 1, end(times), times));
    published.forEach((number, times) -> put(number, times.start(), times));
  }

  /**
   * A start that belongs to another number is a mistake of the packager; the schedule's start is
   * used.
   */
  private void put(long number, long ticks, Listing times) {
    elsewhere.remove(number);
    if (times.timescale() < 1) {
      return;
    }
    long start = MediaTime.nearest(ticks, times.timescale(), timescale);
    if (start != scheduled(number) && schedule.numberAt(start, timescale) == number) {
      elsewhere.put(number, start);
    }
  }

  private static long end(Listing times) {
    return SaturatingMath.sum(times.start(), times.duration());
  }

  /** Returns whether all of them begin where the schedule has them. */
  boolean scheduled() {
    return elsewhere.isEmpty();
  }

  /** First tick of the segment. */
  long of(long number) {
    Long known = elsewhere.get(number);
    return known == null ? scheduled(number) : known;
  }

  /** Ticks from this segment to the next. */
  long duration(long number) {
    return of(number + 1) - of(number);
  }

  private long scheduled(long number) {
    return schedule.decodeTime(number, timescale);
  }
}
