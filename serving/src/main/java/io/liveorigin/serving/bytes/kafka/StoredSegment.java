package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.serving.bytes.memory.SegmentKey;

/**
 * A segment in the log: where it lies and what must be found there.
 *
 * @param position of its record
 * @param address that key and number of the record must name
 * @param digest that its bytes must have
 * @param size of them
 */
public record StoredSegment(
    RecordPosition position, SegmentAddress address, Digest digest, int size) {
  public static StoredSegment of(SegmentAddress address, Candidate candidate) {
    return new StoredSegment(candidate.position(), address, candidate.digest(), candidate.size());
  }

  /** Its bytes in memory. */
  public SegmentKey key() {
    return new SegmentKey(address, digest);
  }
}
