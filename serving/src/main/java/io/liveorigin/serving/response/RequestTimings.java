package io.liveorigin.serving.response;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the time of a request went, ms.
 *
 * @param held how long it was held
 * @param steps each thing that it waited for
 * @param total from its arrival until its answer was at hand
 */
public record RequestTimings(long held, List<ServerTiming> steps, long total) {
  /** An answer from memory. */
  public static final RequestTimings NONE = new RequestTimings(0, List.of(), 0);

  /** A request that was held for so many ms. */
  public static RequestTimings held(long millis) {
    return new RequestTimings(
        millis, millis > 0 ? List.of(ServerTiming.hold(millis)) : List.of(), millis);
  }

  /** The same and one more step. */
  public RequestTimings and(ServerTiming step) {
    List<ServerTiming> all = new ArrayList<>(steps);
    all.add(step);
    return new RequestTimings(held, all, total);
  }

  /** The same with another total. */
  public RequestTimings after(long millis) {
    return new RequestTimings(held, steps, millis);
  }

  /** Whether there is nothing to tell. */
  boolean none() {
    return held == 0 && total <= 0 && steps.isEmpty();
  }
}
