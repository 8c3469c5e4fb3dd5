package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;

/**
 * How a storm is run.
 *
 * @param plan of the origin; if its processes are pinned, the caller pins itself to another core
 * @param liveEvents each has three representations, a packager and a viewer for each
 * @param rounds of a quiet block and one of storm
 * @param seconds of a block
 * @param warmUpSeconds before anything counts
 * @param tolerance what live traffic must stand
 */
public record StormSettings(
    OriginPlan plan,
    int liveEvents,
    int rounds,
    int seconds,
    int warmUpSeconds,
    Tolerance tolerance) {
  /** The same with another plan. */
  public StormSettings with(OriginPlan other) {
    return new StormSettings(other, liveEvents, rounds, seconds, warmUpSeconds, tolerance);
  }
}
