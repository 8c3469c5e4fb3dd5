package io.liveorigin.selector.rule;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import java.util.Optional;

/**
 * The winner of the latest decision. Pure.
 *
 * @param then the candidate as the decision recorded it
 * @param now the candidate as it is known now: it may have been checked since, or found to be lost
 * @param masked whether its pipeline no longer counts
 */
record CurrentWinner(Candidate then, Candidate now, boolean masked) {
  static Optional<CurrentWinner> in(SelectionRule.Situation situation) {
    return situation
        .current()
        .flatMap(decision -> decision.winner())
        .map(
            winner ->
                new CurrentWinner(
                    winner,
                    situation.candidates().stream()
                        .filter(winner::sameCopy)
                        .findFirst()
                        .orElse(winner),
                    situation.masked().contains(winner.pipeline())));
  }

  /** Rule 1: a winner that was recorded as clean stays, whatever arrives. */
  boolean stays() {
    return then.valid() && !isUnavailable();
  }

  /** It was unchecked when it was chosen; now it has been checked and is clean. */
  boolean provedClean() {
    return then.candidateClass() == CandidateClass.UNCHECKED && now.valid() && !isUnavailable();
  }

  /** Whether it may still be served until a clean copy comes. */
  boolean counts() {
    return !isUnavailable() && !provedDefective();
  }

  private boolean provedDefective() {
    return then.candidateClass() == CandidateClass.UNCHECKED
        && now.candidateClass() == CandidateClass.DEFECTIVE;
  }

  private boolean isUnavailable() {
    return masked || now.unreadable();
  }
}
