package io.liveorigin.serving.timeline;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import java.util.Optional;

/**
 * A number that was not published in time.
 *
 * @param decidedAt when the decision in force was made, epoch ms
 */
public record PublicationGap(State state, long decidedAt) {
  /** What viewers get instead. */
  public enum State {
    /** A filler that plays. */
    FILLED,
    /** Nothing is played: nothing is served, or playlists list it as a gap. */
    GAP,
    /** A copy that arrived so late that something else may have been served before. */
    LATE
  }

  /** Returns empty if a copy was published in time, as far as the decision shows. */
  static Optional<PublicationGap> of(Schedule schedule, long number, Decision decision) {
    Optional<Candidate> published = decision.published();
    if (published.isEmpty()) {
      boolean gap = decision.winner().isEmpty() || decision.listing().gap();
      return Optional.of(new PublicationGap(gap ? State.GAP : State.FILLED, decision.decidedAt()));
    }
    return decision.revision() > 1 && published.get().arrival() > schedule.decided(number)
        ? Optional.of(new PublicationGap(State.LATE, decision.decidedAt()))
        : Optional.empty();
  }
}
