package io.liveorigin.serving.response;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the time of a request was spent, ms.
 *
 * @param held how long it was held
 * @param steps each thing that it waited for
 * @param total from its arrival until its response was available
 */
public record RequestTimings(long held, List<ServerTiming> steps, long total) {
  /** A response from memory. */
  public static final RequestTimings NONE = new RequestTimings(0, List.of(), 0);

  /** A request that was held for that many ms. */
  public static RequestTimings held(long millis) {
    return new RequestTimings(
        millis, millis > 0 ? List.of(ServerTiming.hold(millis)) : List.of(), millis);
  }

  /** Returns the same timings with one more step. */
  public RequestTimings and(ServerTiming step) {
    List<ServerTiming> all = new ArrayList<>(steps);
    all.add(step);
    return new RequestTimings(held, all, total);
  }

  /** Returns the same timings with another total. */
  public RequestTimings after(long millis) {
    return new RequestTimings(held, steps, millis);
  }

  /** Returns whether there is nothing to report. */
  boolean none() {
    return held == 0 && total <= 0 && steps.isEmpty();
  }
}
