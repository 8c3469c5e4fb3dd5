package io.liveorigin.standalone.analyse.report;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.CandidateClass;
import io.liveorigin.contract.segment.Defect;
import java.util.List;
import java.util.Optional;

/**
 * A copy that was served, as a decision has it.
 *
 * @param pipeline of it; that of the origin for a filler
 * @param filler whether the origin made it
 * @param defects names of its media-affecting defects
 * @param condition clean, unchecked or defective
 */
record ServedCopy(String pipeline, boolean filler, List<String> defects, CandidateClass condition) {
  static Optional<ServedCopy> of(Decision decision) {
    return decision
        .winner()
        .map(
            winner ->
                new ServedCopy(
                    winner.pipeline(),
                    decision.reason() == Reason.FILLED,
                    affecting(winner),
                    winner.candidateClass()));
  }

  private static List<String> affecting(Candidate winner) {
    return winner.defects().stream()
        .filter(Defect::mediaAffecting)
        .map(Defect::name)
        .distinct()
        .toList();
  }

  /** As a line of the report is called. */
  String words() {
    if (filler) {
      return "filler";
    }
    return pipeline + ", " + condition.wire();
  }
}
