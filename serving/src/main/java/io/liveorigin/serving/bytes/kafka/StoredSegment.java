package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.serving.bytes.memory.SegmentKey;
import java.util.Optional;

/**
 * The place of a segment, usually in the log, and its expected contents.
 *
 * @param position of its record
 * @param address that key and number of the record must name
 * @param digest that its bytes must have
 * @param size of its bytes
 * @param madeFrom the recipe of a filler, which is not stored but made again; {@code position} is
 *     then that of its source, if it has one
 */
public record StoredSegment(
    RecordPosition position,
    SegmentAddress address,
    Digest digest,
    int size,
    Optional<FillerRecipe> madeFrom) {

  /** A segment that was published. */
  public StoredSegment(RecordPosition position, SegmentAddress address, Digest digest, int size) {
    this(position, address, digest, size, Optional.empty());
  }

  /** A segment that was published. */
  public static StoredSegment of(SegmentAddress address, Candidate candidate) {
    return new StoredSegment(candidate.position(), address, candidate.digest(), candidate.size());
  }

  /** The winner of a decision; a filler with its recipe. */
  public static StoredSegment of(SegmentAddress address, Decision decision, Candidate winner) {
    return new StoredSegment(
        winner.position(), address, winner.digest(), winner.size(), decision.madeFrom());
  }

  /** The key of its bytes in memory. */
  public SegmentKey key() {
    return new SegmentKey(address, digest);
  }
}
