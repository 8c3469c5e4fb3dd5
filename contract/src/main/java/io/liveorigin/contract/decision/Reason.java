package io.liveorigin.contract.decision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a decision chose its winner. A closed set; {@code docs/selection.md} explains each. */
public enum Reason {
  /** Valid, from the first pipeline. */
  PREFERRED_VALID,
  /** Valid, and every pipeline before it delivered a bad copy. */
  FALLBACK_BAD,
  /** Valid, and a pipeline before it had not delivered when the segment was due. */
  FALLBACK_DUE,
  /** No valid candidate when the segment was due: one that nobody could check. */
  UNCHECKED,
  /** No valid or unchecked candidate when time was up: the least severe one. */
  LEAST_BAD,
  /** A valid candidate replaced a winner that was not, or there was none. */
  UPGRADE,
  /** An unchecked winner was checked: it stays as valid, or was chosen anew. */
  RECHECKED,
  /** The bytes of the winner are lost, so the next candidate was chosen. */
  UNREADABLE,
  /** A mask took the winner away or gave one back. */
  MASK,
  /** An operator chose. */
  OPERATOR,
  /** Nobody published anything in time: there is no winner. */
  MISSING,
  /** Nobody published anything in time: the origin's own filler. */
  FILLED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Reason> of(String wire) {
    return Arrays.stream(values()).filter(r -> r.wire().equals(wire)).findFirst();
  }
}
