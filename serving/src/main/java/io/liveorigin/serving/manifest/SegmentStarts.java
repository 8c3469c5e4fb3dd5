package io.liveorigin.serving.manifest;

import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.Saturated;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the segments of one track begin, in ticks of its SegmentTimeline: where they were published
 * to begin, as far as that is known, and else where the schedule has them. Audio frames do not
 * divide every segment duration, so published audio begins up to a frame off the schedule, and its
 * packager names it by that time. Pure, immutable.
 */
final class SegmentStarts {
  private final Schedule schedule;
  private final long timescale;

  /** Only those that differ from the schedule. */
  private final Map<Long, Long> elsewhere = new HashMap<>();

  /**
   * @param timescale of the timeline, ticks per second
   * @param published facts of the winners by number, as many as are known
   */
  SegmentStarts(Schedule schedule, long timescale, Map<Long, TrackFacts> published) {
    this.schedule = schedule;
    this.timescale = timescale;
    // A segment begins where the one before ends, unless it says itself where.
    published.forEach((number, facts) -> put(number + 1, end(facts), facts));
    published.forEach((number, facts) -> put(number, start(facts), facts));
  }

  /** A start that would name another number is the packager's mistake: the schedule's counts. */
  private void put(long number, long ticks, TrackFacts facts) {
    elsewhere.remove(number);
    if (facts.timescale() < 1) {
      return;
    }
    long start = MediaTime.nearest(ticks, facts.timescale(), timescale);
    if (start != scheduled(number) && schedule.numberAt(start, timescale) == number) {
      elsewhere.put(number, start);
    }
  }

  private static long start(TrackFacts facts) {
    return Saturated.sum(facts.decodeTime(), facts.presentationOffset());
  }

  private static long end(TrackFacts facts) {
    return Saturated.sum(start(facts), facts.duration());
  }

  /** Whether all of them begin where the schedule has them. */
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
