package io.liveorigin.contract.decision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a decision chose its winner. A closed set; {@code docs/selection.md} explains each. */
public enum Reason {
  /** A valid candidate of the first pipeline. */
  PREFERRED_VALID,
  /** A valid candidate; every pipeline before its own delivered a bad copy. */
  FALLBACK_BAD,
  /** A valid candidate; a pipeline before its own had not delivered when the segment was due. */
  FALLBACK_DUE,
  /** An unchecked candidate, because there was no valid one when the segment was due. */
  UNCHECKED,
  /** The least severe candidate, because there was no valid or unchecked one when time was up. */
  LEAST_BAD,
  /** A valid candidate replaced a winner that was not valid, or there was no winner. */
  UPGRADE,
  /** An unchecked winner was checked: it stays as a valid winner, or the choice was made again. */
  RECHECKED,
  /** The bytes of the winner are lost, so the next candidate was chosen. */
  UNREADABLE,
  /** A mask excluded the winner, or the end of a mask made a candidate count again. */
  MASK,
  /** An operator chose the winner. */
  OPERATOR,
  /** No pipeline published anything in time: there is no winner. */
  MISSING,
  /** No pipeline published anything in time: the winner is the origin's own filler. */
  FILLED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Reason> of(String wire) {
    return Arrays.stream(values()).filter(r -> r.wire().equals(wire)).findFirst();
  }
}
