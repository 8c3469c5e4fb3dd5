package io.liveorigin.contract.segment;

import java.util.Locale;

/** The class of a candidate, by what is known about it; the best first. */
public enum CandidateClass {
  /** It was inspected with an init segment of its pipeline, and has no media-affecting defect. */
  CLEAN,
  /**
   * Nothing is known against it, but it could not be inspected: there was no readable init segment,
   * or inspection failed.
   */
  UNCHECKED,
  /** It has a media-affecting defect. */
  DEFECTIVE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
