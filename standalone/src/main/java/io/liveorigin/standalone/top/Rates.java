package io.liveorigin.standalone.top;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** How fast counters grow, over the last minute. One thread; the time is an argument. */
final class Rates {
  private record Sample(long at, double value) {}

  private static final long KEPT_MILLIS = 60_000;
  private static final int MOST = 10_000;

  private final Map<String, Deque<Sample>> history = new HashMap<>();

  /**
   * Notes the value of a counter, and returns how much it grows a second. Empty at the first look,
   * and after the counter began anew.
   *
   * @param now epoch ms
   */
  OptionalDouble perSecond(String counter, double value, long now) {
    if (history.size() >= MOST && !history.containsKey(counter)) {
      history.clear();
    }
    Deque<Sample> samples = history.computeIfAbsent(counter, key -> new ArrayDeque<>());
    if (!samples.isEmpty() && (samples.getLast().value() > value || samples.getLast().at() > now)) {
      samples.clear();
    }
    while (!samples.isEmpty() && samples.getFirst().at() < now - KEPT_MILLIS) {
      samples.removeFirst();
    }
    OptionalDouble rate =
        samples.isEmpty() || samples.getFirst().at() == now
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                (value - samples.getFirst().value()) * 1000 / (now - samples.getFirst().at()));
    samples.addLast(new Sample(now, value));
    return rate;
  }
}
