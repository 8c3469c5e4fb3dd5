package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.Closer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/**
 * What the parts of a server are built upon.
 *
 * @param closer closes what was opened, the last first
 * @param memory bytes that segments may take in memory
 */
record ServerContext(
    ServingConfig config,
    LiveEdgeState edge,
    ServingPorts ports,
    Clock clock,
    PrometheusMeterRegistry meters,
    Closer closer,
    long memory) {}
