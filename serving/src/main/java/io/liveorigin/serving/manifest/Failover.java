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
 * The numbers that were not published, as an MPD states them. It covers the newest numbers that the
 * MPD lists and that are due: 128 of them, or fewer if the time-shift window has no room for twice
 * as many. For as many numbers before these, it knows when they left. Immutable.
 *
 * @param first the smallest number that it covers
 * @param most how many numbers it covers
 * @param unpublished by representation, those that were not published in time: covered numbers and
 *     the ones before them
 * @param since epoch ms; numbers that it has forgotten left before this instant. {@link
 *     Long#MIN_VALUE} if nothing is due
 */
record Failover(
    long first, long most, Map<String, SortedMap<Long, PublicationGap>> unpublished, long since) {
  /** For a document about which nothing is known. */
  static final Failover NONE = new Failover(0, 0, Map.of(), Long.MIN_VALUE);

  /** About four minutes of 2 s segments. */
  private static final int MOST = 128;

  /**
   * The numbers of a document.
   *
   * @param listed the numbers that it may list
   * @param representations that it lists
   * @param among finds the numbers of a representation in a range that were not published in time
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

  /** The instant at which the newest block of {@code most} numbers began. */
  private static long since(Schedule schedule, long last, long most) {
    return schedule.due(Math.floorDiv(last, most) * most);
  }

  /**
   * How many numbers are covered: at most as many as stay in the window for as long again after
   * they have left the document.
   */
  private static long most(Schedule schedule) {
    long inWindow =
        schedule.duration().countFloor(schedule.windowMillis() - schedule.expectedLatencyMillis());
    return Math.min(MOST, inWindow / 2);
  }

  /** The numbers of a period that are covered and not published. */
  SortedMap<Long, PublicationGap> of(Representation representation, MpdPeriod period) {
    TreeMap<Long, PublicationGap> own =
        new TreeMap<>(unpublished.getOrDefault(representation.id(), Collections.emptySortedMap()));
    own.headMap(Math.max(first, period.first())).clear();
    own.tailMap(period.last(), false).clear();
    own.values().removeIf(one -> one.state() == PublicationGap.State.LATE);
    return own;
  }

  /**
   * When the covered numbers last changed, epoch ms: one more was decided as not published, one
   * left, or a copy arrived late. A number that is served again because a mask is removed has no
   * date. The result never decreases: numbers about which nothing is known any more left before
   * {@link #since}.
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
