package io.liveorigin.serving.segment;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.bytes.kafka.StoredSegment;
import io.liveorigin.serving.bytes.memory.SegmentKey;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.response.SegmentHead;
import java.util.Optional;

/**
 * A decision about a media segment, with the values that were derived from it at the first request.
 * They are dropped together with the decision. Any thread.
 */
public final class PreparedDecision {
  /**
   * The winner of a decision.
   *
   * @param stored where its bytes are in Kafka
   * @param key key of its bytes in memory
   * @param head head of all its responses
   */
  public record Winner(StoredSegment stored, SegmentKey key, SegmentHead head) {}

  private final Decision decision;
  private volatile Optional<Winner> made = Optional.empty();

  public PreparedDecision(Decision decision) {
    this.decision = decision;
  }

  public Decision decision() {
    return decision;
  }

  /**
   * Returns the winner; empty if none may be served.
   *
   * @param event its definition as it is in force
   * @param contents makes the head, once for each definition
   */
  @SuppressWarnings("ReferenceEquality") // a definition that is read again is another object
  public Optional<Winner> winner(LiveEvent event, SegmentContent contents) {
    Optional<Winner> known = made;
    if (known.isPresent() && known.get().head().event() == event) {
      return known;
    }
    SegmentAddress address = (SegmentAddress) decision.address();
    made = decision.winner().map(winner -> winner(event, address, winner, contents));
    return made;
  }

  private Winner winner(
      LiveEvent event, SegmentAddress address, Candidate winner, SegmentContent contents) {
    StoredSegment stored = StoredSegment.of(address, decision, winner);
    return new Winner(stored, stored.key(), contents.segment(event, address, decision, winner));
  }
}
