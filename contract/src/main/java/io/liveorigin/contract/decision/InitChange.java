package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;

/**
 * From which number on an init segment is in force (ADR 31). A decision about an init segment has
 * one for each winner that it ever had, and carries them on.
 *
 * @param init digest of its bytes
 * @param from the first segment number that is decoded with it; {@link #BEGINNING} of the first one
 */
public record InitChange(Digest init, long from) {
  /** Before every number. */
  public static final long BEGINNING = 0;

  public InitChange {
    if (from < 0) {
      throw new IllegalArgumentException("from must be at least 0, but is " + from);
    }
  }
}
