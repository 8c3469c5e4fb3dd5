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
public record Delays(long held, List<Timing> steps, long total) {
  /** An answer from memory. */
  public static final Delays NONE = new Delays(0, List.of(), 0);

  /** A request that was held for so many ms. */
  public static Delays held(long millis) {
    return new Delays(millis, millis > 0 ? List.of(Timing.hold(millis)) : List.of(), millis);
  }

  /** The same and one more step. */
  public Delays and(Timing step) {
    List<Timing> all = new ArrayList<>(steps);
    all.add(step);
    return new Delays(held, all, total);
  }

  /** The same with another total. */
  public Delays after(long millis) {
    return new Delays(held, steps, millis);
  }

  /** Whether there is nothing to tell. */
  boolean none() {
    return held == 0 && total <= 0 && steps.isEmpty();
  }
}
