package io.liveorigin.selector.absence;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far absence has been looked for in one track. Immutable.
 *
 * @param nextDue the smallest number that has not been looked at after it was due
 * @param nextGone the same after it was gone
 * @param ended by pipeline, the number that it marked as its last ({@code lmsg})
 */
record Watch(long nextDue, long nextGone, Map<String, Long> ended) {
  Watch {
    ended = Map.copyOf(ended);
  }

  static Watch from(long number) {
    return new Watch(number, number, Map.of());
  }

  Watch lookedAt(long due, long gone) {
    return new Watch(due, gone, ended);
  }

  /** Whether the pipeline has said that it publishes nothing from that number on. */
  boolean hasEnded(String pipeline, long number) {
    Long last = ended.get(pipeline);
    return last != null && number > last;
  }

  /** A pipeline published a number: its last one, or a sign that it goes on after all. */
  Watch published(String pipeline, long number, boolean last) {
    Long before = ended.get(pipeline);
    if (last ? before != null && before == number : !hasEnded(pipeline, number)) {
      return this;
    }
    Map<String, Long> next = new TreeMap<>(ended);
    if (last) {
      next.put(pipeline, number);
    } else {
      next.remove(pipeline);
    }
    return new Watch(nextDue, nextGone, next);
  }
}
