package io.liveorigin.contract.segment;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the packager's declaration and our inspection say of the same defect. Where the two differ,
 * one of them is wrong, and analysts want to know which packager to mistrust.
 */
public enum Agreement {
  /** Found; the packager declares nothing about any segment, as stock packagers do. */
  UNDECLARED,
  /** One side has it and the other, which looked too, has not. */
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
   * About one of the candidate's defects; empty where only one side could have seen it: what the
   * selector derives, {@code x-*} kinds, and declarations that came before the init segment,
   * without which inspection sees too little.
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
