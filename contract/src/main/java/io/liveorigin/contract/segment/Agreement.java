package io.liveorigin.contract.segment;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the packager's declaration and the origin's inspection compare on the same defect. If the two
 * differ, one of them is wrong, and analysts want to know which packager to mistrust.
 */
public enum Agreement {
  /** Found; the packager makes no declarations at all, like stock packagers. */
  UNDECLARED,
  /** One side reports it, and the other, which also examined the segment, does not. */
  CONTRADICTED,
  /** Declared and found. */
  CONFIRMED;

  /** Kinds that only one side can know of. */
  private static final Set<DefectKind> ONE_SIDED =
      Set.of(
          DefectKind.LATE,
          DefectKind.MISSING_SEGMENT,
          DefectKind.CONFLICTING_REPUBLISH,
          DefectKind.CUSTOM);

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the agreement on one of the candidate's defects. Empty if only one side could have seen
   * it: defects that the selector derives, {@code x-*} kinds, and declarations that came before the
   * init segment, without which inspection sees too little.
   */
  public static Optional<Agreement> of(Candidate candidate, Defect defect) {
    if (defect.source() == DefectSource.SELECTOR || ONE_SIDED.contains(defect.kind())) {
      return Optional.empty();
    }
    boolean declared = defect.source() == DefectSource.PACKAGER;
    if (candidate.defects().stream()
        .anyMatch(
            other ->
                other.name().equals(defect.name())
                    && (other.source() == DefectSource.PACKAGER) != declared)) {
      return Optional.of(CONFIRMED);
    }
    if (!declared && !candidate.facts().declared()) {
      return Optional.of(UNDECLARED);
    }
    return declared && candidate.facts().setup().isEmpty()
        ? Optional.empty()
        : Optional.of(CONTRADICTED);
  }
}
