package io.liveorigin.standalone.doctor.facts;

import java.util.Optional;

/**
 * This machine's clock beside that of the brokers.
 *
 * @param offsetMillis this machine's clock minus the brokers' time
 * @param doubt why the clock must not be relied on; empty if it may
 */
public record ClockFacts(long offsetMillis, Optional<String> doubt) {}
