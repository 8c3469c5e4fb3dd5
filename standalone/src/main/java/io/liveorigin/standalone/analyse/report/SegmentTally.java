package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts about one segment that a report needs, and no others, because there are many segments.
 */
final class SegmentTally {
  private final long due;
  private final Map<String, Delivery> deliveries = new HashMap<>(4);
  private Optional<String> winner = Optional.empty();
  private boolean winnerValid;

  /** The copies that were served, one after the other; seldom more than one. */
  private final List<ServedCopy> served = new ArrayList<>(1);

  /** How one pipeline delivered the segment. */
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

  /** Takes an accepted decision; the last one counts. */
  void decided(Decision decision) {
    // No pipeline published a filler.
    boolean filled = decision.reason() == Reason.FILLED;
    winner = decision.winner().filter(w -> !filled).map(Candidate::pipeline);
    winnerValid = decision.winner().map(Candidate::valid).orElse(false);
    ServedCopy.of(decision).ifPresent(served::add);
    if (!filled) {
      decision.candidates().forEach(this::copy);
    }
  }

  private void copy(Candidate candidate) {
    Delivery delivery = delivery(candidate.pipeline());
    delivery.seen = true;
    delivery.seenInTime |= candidate.arrival() <= due;
    delivery.valid |= candidate.valid();
    delivery.bad |= candidate.candidateClass() == CandidateClass.DEFECTIVE;
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

  /** Notes that a decision waited for the pipeline in vain, which also shows that it was late. */
  void waitedFor(String pipeline) {
    Delivery delivery = delivery(pipeline);
    delivery.late |= !delivery.seen;
  }

  /** Whether a decision with a copy of the pipeline has been read. */
  boolean seen(String pipeline) {
    return deliveries.containsKey(pipeline) && deliveries.get(pipeline).seen;
  }

  Optional<String> winner() {
    return winner;
  }

  /**
   * The copy that was served of that pipeline; the last one if none was, or the pipeline is not
   * known.
   */
  Optional<ServedCopy> served(Optional<String> pipeline) {
    Optional<ServedCopy> last = Optional.empty();
    Optional<ServedCopy> own = Optional.empty();
    for (ServedCopy copy : served) {
      last = Optional.of(copy);
      own = pipeline.filter(copy.pipeline()::equals).isPresent() ? last : own;
    }
    return own.isPresent() ? own : last;
  }

  boolean winnerValid() {
    return winnerValid;
  }

  /**
   * Whether the pipeline never delivered it. The record of that is only written with proof, but a
   * copy may have arrived even later.
   */
  boolean isMissing(String pipeline) {
    Delivery delivery = delivery(pipeline);
    return delivery.missing && !delivery.seen;
  }

  /**
   * Whether the copy was not there when due. A decision does not list copies that arrived after it,
   * so without a record of lateness the pipeline was in time.
   */
  boolean isLate(String pipeline) {
    Delivery delivery = delivery(pipeline);
    return !isMissing(pipeline)
        && !delivery.seenInTime
        && (delivery.late || delivery.missing || delivery.seen);
  }

  /** Whether the pipeline had no valid copy when the segment was due. */
  boolean failed(String pipeline) {
    Delivery delivery = delivery(pipeline);
    return isMissing(pipeline) || isLate(pipeline) || (delivery.bad && !delivery.valid);
  }

  private Delivery delivery(String pipeline) {
    return deliveries.computeIfAbsent(pipeline, p -> new Delivery());
  }
}
