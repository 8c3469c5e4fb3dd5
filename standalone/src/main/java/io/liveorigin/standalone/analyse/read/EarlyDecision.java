package io.liveorigin.standalone.analyse.read;

import io.liveorigin.contract.decision.Decision;

/**
 * A decision that was written too early, because the clock of its cell was ahead, or too late. No
 * cell accepts it.
 *
 * @param byMillis how much too early its record was appended, in excess of the tolerance, ms; 0 if
 *     it was appended too late
 */
public record EarlyDecision(Decision decision, long byMillis) {}
