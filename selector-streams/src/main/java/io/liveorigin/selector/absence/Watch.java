package io.liveorigin.selector.absence;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far absence has been looked for in one track. Immutable.
 *
 * @param nextDue the smallest number that has not been looked at after it was due
 * @param nextGone the same after it was gone
 * @param pauses by pipeline, where it last said that it publishes nothing
 */
record Watch(long nextDue, long nextGone, Map<String, Pause> pauses) {
  /**
   * A pipeline marked a segment as its last ({@code lmsg}).
   *
   * @param after the number of that segment
   * @param until the number with which it went on; {@link Long#MAX_VALUE} if it did not
   */
  record Pause(long after, long until) {
    boolean holds(long number) {
      return after < number && number < until;
    }
  }

  Watch {
    pauses = Map.copyOf(pauses);
  }

  static Watch from(long number) {
    return new Watch(number, number, Map.of());
  }

  Watch lookedAt(long due, long gone) {
    return new Watch(due, gone, pauses);
  }

  /** Whether the pipeline has said that it does not publish that number. */
  boolean pauses(String pipeline, long number) {
    Pause pause = pauses.get(pipeline);
    return pause != null && pause.holds(number);
  }

  /** A pipeline published a number: its last one, or a sign that it goes on after all. */
  Watch published(String pipeline, long number, boolean last) {
    if (last) {
      Pause before = pauses.get(pipeline);
      return before != null && before.after() == number
          ? this
          : with(pipeline, new Pause(number, Long.MAX_VALUE));
    }
    return pauses(pipeline, number)
        ? with(pipeline, new Pause(pauses.get(pipeline).after(), number))
        : this;
  }

  private Watch with(String pipeline, Pause pause) {
    Map<String, Pause> next = new TreeMap<>(pauses);
    next.put(pipeline, pause);
    return new Watch(nextDue, nextGone, next);
  }
}
