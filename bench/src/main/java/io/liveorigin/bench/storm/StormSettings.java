package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;

/**
 * Settings of a storm.
 *
 * @param plan the origin to start; if its processes are pinned, the caller pins itself to another
 *     core
 * @param clients the number of live events, each with three representations, and a packager and a
 *     viewer for each; in the storm of caches, the number of caches
 * @param rounds the number of rounds, each with one quiet block and one storm block
 * @param seconds the length of a block
 * @param warmUpSeconds the length of the warm-up, which does not count
 * @param tolerance the disturbances that live traffic has to tolerate
 */
public record StormSettings(
    OriginPlan plan, int clients, int rounds, int seconds, int warmUpSeconds, Tolerance tolerance) {
  /** Returns the same settings with another plan. */
  public StormSettings with(OriginPlan other) {
    return new StormSettings(other, clients, rounds, seconds, warmUpSeconds, tolerance);
  }
}
