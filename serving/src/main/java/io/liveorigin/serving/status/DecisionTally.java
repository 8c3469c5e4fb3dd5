package io.liveorigin.serving.status;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts, for each event, how the media segments that were decided since the start stand now. Any
 * thread.
 */
public final class DecisionTally {
  /**
   * The counts of one event.
   *
   * @param taken segments by the pipeline whose copy is the winner
   * @param defective segments whose winner is defective
   * @param masked segments that have copies and no winner, because masks left none or none is
   *     playable
   * @param missing segments that no pipeline published, filled or not
   * @param changed how often a decision replaced an earlier one
   * @param largest largest number that was decided; -1 if there is none
   */
  public record DecisionCounts(
      Map<String, Long> taken,
      long defective,
      long masked,
      long missing,
      long changed,
      long largest) {
    static final DecisionCounts NONE = new DecisionCounts(Map.of(), 0, 0, 0, 0, -1);

    public DecisionCounts {
      taken = Map.copyOf(taken);
    }

    private DecisionCounts add(Decision decision, int sign) {
      Map<String, Long> next = new TreeMap<>(taken);
      boolean hole = decision.reason() == Reason.MISSING || decision.reason() == Reason.FILLED;
      Optional<Candidate> copy = decision.winner().filter(winner -> !hole);
      copy.map(Candidate::pipeline)
          .ifPresent(pipeline -> next.merge(pipeline, (long) sign, Long::sum));
      boolean bad = copy.filter(w -> w.candidateClass() == CandidateClass.DEFECTIVE).isPresent();
      return new DecisionCounts(
          next,
          defective + (bad ? sign : 0),
          masked + (copy.isEmpty() && !hole ? sign : 0),
          missing + (hole ? sign : 0),
          changed,
          largest);
    }

    private DecisionCounts with(Optional<Decision> previous, Decision decision, long number) {
      DecisionCounts before = previous.map(p -> add(p, -1)).orElse(this);
      DecisionCounts after = before.add(decision, 1);
      return new DecisionCounts(
          after.taken(),
          after.defective(),
          after.masked(),
          after.missing(),
          changed + (decision.revision() > 1 ? 1 : 0),
          Math.max(largest, number));
    }
  }

  private final Map<EventId, DecisionCounts> standings = new ConcurrentHashMap<>();

  /**
   * Counts a decision.
   *
   * @param previous the decision that it replaced, if that one was counted
   * @param number number of its segment
   */
  public void count(Optional<Decision> previous, Decision decision, long number) {
    standings.merge(
        decision.address().track().event(),
        DecisionCounts.NONE.with(previous, decision, number),
        (before, fresh) -> before.with(previous, decision, number));
  }

  /** Forgets an event that has ended. */
  public void forget(EventId event) {
    standings.remove(event);
  }

  /** Number of events that are counted. */
  public int events() {
    return standings.size();
  }

  public DecisionCounts of(EventId event) {
    return standings.getOrDefault(event, DecisionCounts.NONE);
  }
}
