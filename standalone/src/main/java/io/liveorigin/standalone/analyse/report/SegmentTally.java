package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known about one segment, without what a report does not need: there are many. */
final class SegmentTally {
  private final long due;
  private final Map<String, Delivery> deliveries = new HashMap<>(4);
  private Optional<String> winner = Optional.empty();
  private boolean winnerValid;

  /** How one pipeline delivered it. */
  private static final class Delivery {
    private boolean seen;
    private boolean seenInTime;
    private boolean valid;
    private boolean bad;
    private boolean late;
    private boolean missing;
  }

  SegmentTally(long due) {
    this.due = due;
  }

  /** An accepted decision; the last one counts. */
  void decided(Decision decision) {
    // A filler is what nobody published.
    boolean filled = decision.reason() == Reason.FILLED;
    winner = decision.winner().filter(w -> !filled).map(Candidate::pipeline);
    winnerValid = decision.winner().map(Candidate::valid).orElse(false);
    if (!filled) {
      decision.candidates().forEach(this::copy);
    }
  }

  private void copy(Candidate candidate) {
    Delivery delivery = delivery(candidate.pipeline());
    delivery.seen = true;
    delivery.seenInTime |= candidate.arrival() <= due;
    delivery.valid |= candidate.valid();
    delivery.bad |= candidate.standing() == CandidateClass.DEFECTIVE;
  }

  void late(String pipeline) {
    delivery(pipeline).late = true;
  }

  void missing(String pipeline) {
    delivery(pipeline).missing = true;
  }

  void bad(String pipeline) {
    delivery(pipeline).bad = true;
  }

  /** A decision that waited for the pipeline in vain says so, too. */
  void waitedFor(String pipeline) {
    Delivery delivery = delivery(pipeline);
    delivery.late |= !delivery.seen;
  }

  /** Whether a decision has been seen that has a copy of the pipeline. */
  boolean seen(String pipeline) {
    return deliveries.containsKey(pipeline) && deliveries.get(pipeline).seen;
  }

  Optional<String> winner() {
    return winner;
  }

  boolean winnerValid() {
    return winnerValid;
  }

  /**
   * Never came. The record of it is only written with proof, but a copy may have come later still.
   */
  boolean isMissing(String pipeline) {
    Delivery delivery = delivery(pipeline);
    return delivery.missing && !delivery.seen;
  }

  /**
   * Not there when due. Copies that came after the decision are not in it, so without a record of
   * lateness a pipeline was in time.
   */
  boolean isLate(String pipeline) {
    Delivery delivery = delivery(pipeline);
    return !isMissing(pipeline)
        && !delivery.seenInTime
        && (delivery.late || delivery.missing || delivery.seen);
  }

  /** Had no valid copy when it was due. */
  boolean inTrouble(String pipeline) {
    Delivery delivery = delivery(pipeline);
    return isMissing(pipeline) || isLate(pipeline) || (delivery.bad && !delivery.valid);
  }

  private Delivery delivery(String pipeline) {
    return deliveries.computeIfAbsent(pipeline, p -> new Delivery());
  }
}
