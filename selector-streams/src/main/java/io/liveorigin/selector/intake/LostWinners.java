package io.liveorigin.selector.intake;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.DecisionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Winners whose bytes can no longer be read. Such a candidate gets the defect {@code unreadable},
 * which the next decision records with it, so it never wins again in any cell. A claim, even a
 * wrong one, costs at most one candidate: the claims of a broken cell have no further effect when
 * no candidates are left. Stream thread.
 */
public final class LostWinners {
  private static final Logger LOG = LoggerFactory.getLogger(LostWinners.class);
  private static final Defect UNREADABLE =
      Defect.of(DefectKind.UNREADABLE, DefectSource.SELECTOR, Map.of());

  private final CandidateStore candidates;
  private final DecisionStore chosen;

  public LostWinners(CandidateStore candidates, DecisionStore chosen) {
    this.candidates = candidates;
    this.chosen = chosen;
  }

  /**
   * Marks the copy if it is the winner. Returns it as it is recorded now, or empty if nothing
   * changed.
   */
  public Optional<Candidate> mark(LostBytes.Lost claim) {
    Optional<Candidate> winner =
        chosen
            .get(claim.address())
            .flatMap(Decision::winner)
            .filter(w -> w.digest().equals(claim.digest()));
    List<Candidate> copies = new ArrayList<>(candidates.of(claim.address()));
    // A new cell may have read the decision after the record of its winner was deleted.
    winner.filter(w -> copies.stream().noneMatch(w::sameCopy)).ifPresent(w -> copies.add(0, w));
    for (int i = 0; winner.isPresent() && i < copies.size(); i++) {
      Candidate candidate = copies.get(i);
      if (candidate.sameCopy(winner.get()) && !candidate.unreadable()) {
        Candidate marked = candidate.with(UNREADABLE);
        LOG.atError()
            .addKeyValue("pipeline", candidate.pipeline())
            .log(
                "the bytes of {} from {} at {} are lost, so another candidate is chosen",
                claim.address(),
                candidate.pipeline(),
                candidate.position());
        copies.set(i, marked);
        candidates.put(claim.address(), copies);
        return Optional.of(marked);
      }
    }
    return Optional.empty();
  }

  /** The candidates as they are known here, marked with what another cell found to be lost. */
  public static List<Candidate> marked(List<Candidate> candidates, Optional<Decision> current) {
    List<Candidate> lost =
        current.map(Decision::candidates).orElse(List.of()).stream()
            .filter(Candidate::unreadable)
            .toList();
    if (lost.isEmpty()) {
      return candidates;
    }
    return candidates.stream()
        .map(c -> !c.unreadable() && lost.stream().anyMatch(c::sameCopy) ? c.with(UNREADABLE) : c)
        .toList();
  }
}
