package io.liveorigin.selector.topology;

import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.selector.LostBytes;
import io.liveorigin.selector.store.CandidateStore;
import io.liveorigin.selector.store.ChosenStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Winners whose bytes cannot be read any more. Such a candidate gets the defect {@code unreadable},
 * which the next decision records with it; so it never wins again, in no cell. A claim costs one
 * candidate at most, also a wrong one: whatever a broken cell says ends when the candidates do.
 * Stream thread.
 */
final class LostWinners {
  private static final Logger LOG = LoggerFactory.getLogger(LostWinners.class);
  private static final Defect UNREADABLE =
      Defect.of(DefectKind.UNREADABLE, DefectSource.SELECTOR, Map.of());

  private final CandidateStore store;
  private final ChosenStore chosen;

  LostWinners(CandidateStore store, ChosenStore chosen) {
    this.store = store;
    this.chosen = chosen;
  }

  /** Marks the copy, if it is what is served; as it is recorded now, if that is news. */
  Optional<Candidate> mark(LostBytes.Lost claim) {
    Optional<Candidate> winner =
        chosen
            .get(claim.address())
            .flatMap(Decision::winner)
            .filter(w -> w.digest().equals(claim.digest()));
    List<Candidate> candidates = new ArrayList<>(store.candidates(claim.address()));
    // A new cell may have read the decision and found the record of its winner gone.
    winner
        .filter(w -> candidates.stream().noneMatch(w::sameCopy))
        .ifPresent(w -> candidates.add(0, w));
    for (int i = 0; winner.isPresent() && i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      if (candidate.sameCopy(winner.get()) && !candidate.unreadable()) {
        Candidate marked = candidate.with(UNREADABLE);
        LOG.error(
            "the bytes of {} from {} at {} are lost: another candidate is chosen",
            claim.address(),
            candidate.pipeline(),
            candidate.position());
        candidates.set(i, marked);
        store.putCandidates(claim.address(), candidates);
        return Optional.of(marked);
      }
    }
    return Optional.empty();
  }

  /** The candidates as they are known here, with what another cell found to be lost. */
  static List<Candidate> marked(List<Candidate> candidates, Optional<Decision> current) {
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
