package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;
import java.util.Optional;

/**
 * What a filler was made from, so that every node can make the same bytes (ADR 33). With the
 * event's schedule, the number and the kind of media that is all that goes into one.
 *
 * @param init of the init segment that it plays after
 * @param source the segment before it; empty for text that needed none
 * @param version of the function that made it, 1 or later
 */
public record FillerRecipe(Digest init, Optional<Source> source, int version) {
  /**
   * A segment of the same track. Its record lies where the filler's candidate says.
   *
   * @param number of it
   * @param digest of its bytes
   * @param size of its bytes
   */
  public record Source(long number, Digest digest, int size) {}
}
