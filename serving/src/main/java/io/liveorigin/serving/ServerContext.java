package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.Closer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/**
 * The common context in which the parts of a server are built.
 *
 * @param closer closes what was opened, in reverse order
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
