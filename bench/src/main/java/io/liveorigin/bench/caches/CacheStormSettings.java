package io.liveorigin.bench.caches;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;

/**
 * Settings of the storm.
 *
 * @param plan the origin to start, with its pipelines
 * @param caches the number of caches that pull
 * @param rounds the number of rounds, each with one quiet block and one storm block
 * @param seconds the length of a block
 * @param warmUpSeconds seconds of storm before the measurement starts
 * @param tolerance the disturbances that the event has to tolerate
 */
public record CacheStormSettings(
    OriginPlan plan, int caches, int rounds, int seconds, int warmUpSeconds, Tolerance tolerance) {}
