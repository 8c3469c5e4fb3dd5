package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Digest;
import java.util.Optional;

/**
 * The inputs of a filler, from which every node can make the same bytes (ADR 33). A filler depends
 * only on these, the event's schedule, the number and the kind of media.
 *
 * @param init digest of the init segment with which it is decoded
 * @param source an earlier segment of the track; empty for text that needed none
 * @param version version of the function that made it, 1 or later
 */
public record FillerRecipe(Digest init, Optional<Source> source, int version) {
  /**
   * A segment of the same track. The filler's candidate says where its record is.
   *
   * @param number its segment number
   * @param digest the digest of its bytes
   * @param size its size in bytes
   */
  public record Source(long number, Digest digest, int size) {}
}
