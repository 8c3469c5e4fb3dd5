package io.liveorigin.serving.get;

import io.liveorigin.contract.schedule.Schedule;
import java.util.OptionalLong;

/**
 * What the schedule alone says about a request for segment N at an instant. No store is asked.
 * Pure; instants are epoch ms.
 *
 * @param kind the class
 * @param liveEdge largest number that is due or decided; below the first number before the event
 */
public record RequestClass(Kind kind, long liveEdge) {
  /** In the order in which they are looked for. */
  public enum Kind {
    /** Below the event's first number: never served. */
    BEFORE_START,
    /** Above the event's last number. */
    AFTER_END,
    /** Has left the time-shift window: never served again. */
    EXPIRED,
    /** Beyond the next segment: refused until it becomes the next. */
    FUTURE,
    /** Not due, but directly after the live edge, or decided ahead of time: held. */
    NEXT,
    /** Due, and may still come: held until it is to be decided. */
    DUE,
    /** Nobody published it in time, unless there is a decision about it. */
    PAST_GONE
  }

  /**
   * Classifies.
   *
   * @param largestDecided largest number of the track that is known to be decided; packagers may be
   *     ahead of the clock
   */
  public static RequestClass of(
      Schedule schedule, long number, long now, OptionalLong largestDecided) {
    long due = schedule.liveEdge(now);
    long edge = Math.max(due, largestDecided.orElse(Long.MIN_VALUE));
    return new RequestClass(kind(schedule, number, now, due, edge), edge);
  }

  private static Kind kind(Schedule schedule, long number, long now, long due, long edge) {
    if (number < schedule.firstNumber()) {
      return Kind.BEFORE_START;
    }
    if (number > schedule.lastNumber()) {
      return Kind.AFTER_END;
    }
    if (now >= schedule.expires(number)) {
      return Kind.EXPIRED;
    }
    if (number > edge + 1) {
      return Kind.FUTURE;
    }
    if (number > due) {
      return Kind.NEXT;
    }
    return now < schedule.gone(number) ? Kind.DUE : Kind.PAST_GONE;
  }
}
