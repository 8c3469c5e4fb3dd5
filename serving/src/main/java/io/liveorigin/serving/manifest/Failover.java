package io.liveorigin.serving.manifest;

import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.SaturatingMath;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.serving.timeline.PublicationGap;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The numbers that were not published, as an MPD tells of them. It speaks of the newest numbers
 * that it lists and that are due: 128 of them, or fewer where the time-shift window has no room for
 * twice as many. Of as many before these it knows when they left. Immutable.
 *
 * @param first the smallest number of which it speaks
 * @param most of how many numbers it speaks
 * @param unpublished those that were not published in time by representation, and those of before
 * @param since epoch ms; what it has forgotten left before that. {@link Long#MIN_VALUE} where
 *     nothing is due
 */
record Failover(
    long first, long most, Map<String, SortedMap<Long, PublicationGap>> unpublished, long since) {
  /** Of a document of which nothing is known. */
  static final Failover NONE = new Failover(0, 0, Map.of(), Long.MIN_VALUE);

  /** About four minutes of 2 s. */
  private static final int MOST = 128;

  /**
   * That of a document.
   *
   * @param listed the numbers that it may list
   * @param representations that it lists
   * @param among finds those of a representation in a range that were not published in time
   */
  static Failover of(
      Schedule schedule,
      NumberRange listed,
      List<Representation> representations,
      long now,
      BiFunction<Representation, NumberRange, SortedMap<Long, PublicationGap>> among) {
    long most = most(schedule);
    long last = Math.min(listed.last(), schedule.liveEdge(now));
    long oldest = Math.max(listed.first(), schedule.windowStart(now));
    NumberRange known =
        new NumberRange(Math.max(oldest, SaturatingMath.difference(last, 2 * most - 1)), last);
    Map<String, SortedMap<Long, PublicationGap>> found = new HashMap<>();
    for (Representation representation : representations) {
      SortedMap<Long, PublicationGap> own = among.apply(representation, known);
      if (!own.isEmpty()) {
        found.put(representation.id(), own);
      }
    }
    return most < 1 || last < oldest
        ? NONE
        : new Failover(
            SaturatingMath.difference(last, most - 1),
            most,
            Map.copyOf(found),
            since(schedule, last, most));
  }

  /** The last instant at which a block of as many numbers as it speaks of began. */
  private static long since(Schedule schedule, long last, long most) {
    return schedule.due(Math.floorDiv(last, most) * most);
  }

  /** Such that what has left the document is in the window as long again. */
  private static long most(Schedule schedule) {
    long inWindow =
        schedule.duration().countFloor(schedule.windowMillis() - schedule.expectedLatencyMillis());
    return Math.min(MOST, inWindow / 2);
  }

  /** Of which numbers of a period it speaks. */
  SortedMap<Long, PublicationGap> of(Representation representation, MpdPeriod period) {
    TreeMap<Long, PublicationGap> own =
        new TreeMap<>(unpublished.getOrDefault(representation.id(), Collections.emptySortedMap()));
    own.headMap(Math.max(first, period.first())).clear();
    own.tailMap(period.last(), false).clear();
    own.values().removeIf(one -> one.state() == PublicationGap.State.LATE);
    return own;
  }

  /**
   * When it last became another one, epoch ms: a number more was decided not to be published, or
   * one left, or a copy came late. What is served again because a mask is taken back has no date.
   * It never goes back: numbers of which nothing is known any more left before {@link #since}.
   */
  long changedAt(Schedule schedule) {
    return unpublished.values().stream()
        .flatMap(own -> own.entrySet().stream())
        .mapToLong(one -> changedAt(schedule, one.getKey(), one.getValue()))
        .reduce(since, Math::max);
  }

  private long changedAt(Schedule schedule, long number, PublicationGap what) {
    if (number >= first) {
      return Math.max(schedule.due(number), what.decidedAt());
    }
    long left = schedule.due(SaturatingMath.sum(number, most));
    if (what.state() == PublicationGap.State.LATE) {
      return Math.min(what.decidedAt(), left);
    }
    return what.decidedAt() < left ? left : Long.MIN_VALUE;
  }
}
