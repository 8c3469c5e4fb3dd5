package io.liveorigin.contract.segment;

import java.util.Locale;

/** How much is known for and against a candidate, the best first. */
public enum CandidateClass {
  /**
   * It was inspected with an init segment of its pipeline, and nothing that viewers mind is wrong.
   */
  CLEAN,
  /** Nothing is known against it, but nobody could look: there was no readable init segment. */
  UNCHECKED,
  /** It has a media-affecting defect. */
  DEFECTIVE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
