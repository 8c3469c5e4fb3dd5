package io.liveorigin.standalone.analyse.read;

import io.liveorigin.contract.decision.Decision;

/**
 * A decision that was written before its time because the clock of its cell was ahead. No cell
 * accepts it.
 *
 * @param byMillis how much too early its record was appended, in excess of the tolerance, ms
 */
public record EarlyDecision(Decision decision, long byMillis) {}
