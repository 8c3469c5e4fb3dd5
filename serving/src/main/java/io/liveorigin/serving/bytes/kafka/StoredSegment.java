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
 * A segment, as a rule in the log: where it lies and what must be found there.
 *
 * @param position of its record
 * @param address that key and number of the record must name
 * @param digest that its bytes must have
 * @param size of them
 * @param madeFrom of a filler: it lies nowhere and is made from this; its source lies there
 */
public record StoredSegment(
    RecordPosition position,
    SegmentAddress address,
    Digest digest,
    int size,
    Optional<FillerRecipe> madeFrom) {

  /** One that was published. */
  public StoredSegment(RecordPosition position, SegmentAddress address, Digest digest, int size) {
    this(position, address, digest, size, Optional.empty());
  }

  /** One that was published. */
  public static StoredSegment of(SegmentAddress address, Candidate candidate) {
    return new StoredSegment(candidate.position(), address, candidate.digest(), candidate.size());
  }

  /** The winner of a decision, or what it was made from. */
  public static StoredSegment of(SegmentAddress address, Decision decision, Candidate winner) {
    return new StoredSegment(
        winner.position(), address, winner.digest(), winner.size(), decision.madeFrom());
  }

  /** Its bytes in memory. */
  public SegmentKey key() {
    return new SegmentKey(address, digest);
  }
}
