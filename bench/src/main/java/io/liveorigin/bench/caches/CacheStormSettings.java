package io.liveorigin.bench.caches;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;

/**
 * How the storm is run.
 *
 * @param plan of the origin, with its pipelines
 * @param caches that pull
 * @param rounds of a quiet block and one of storm
 * @param seconds of a block
 * @param warmUpSeconds of storm before anything counts
 * @param tolerance what live traffic must stand
 */
public record CacheStormSettings(
    OriginPlan plan, int caches, int rounds, int seconds, int warmUpSeconds, Tolerance tolerance) {}
