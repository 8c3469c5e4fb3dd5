package io.liveorigin.standalone.analyse.read;

import io.liveorigin.contract.decision.Decision;

/**
 * A decision that came before its time: the clock of its cell was ahead, and nobody accepts it.
 *
 * @param byMillis how much too early its record was appended, beyond what is tolerated, ms
 */
public record EarlyDecision(Decision decision, long byMillis) {}
