package io.liveorigin.contract.decision;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.segment.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * The recorded choice for one address. The first record of a revision wins, everywhere and for
 * ever.
 *
 * @param address what was decided
 * @param revision 1 for the first decision, then + 1 for each change
 * @param winner the chosen candidate; empty when a mask left none
 * @param reason why
 * @param candidates every candidate known when it was decided, in the order of arrival
 * @param masked pipelines that were masked for this address
 * @param due when the segment was due, epoch ms; 0 for an init segment
 * @param decidedAt when this was proposed, epoch ms
 * @param cell who proposed it
 */
public record Decision(
    Address address,
    int revision,
    Optional<Candidate> winner,
    Reason reason,
    List<Candidate> candidates,
    List<String> masked,
    long due,
    long decidedAt,
    String cell) {

  public Decision {
    candidates = List.copyOf(candidates);
    masked = List.copyOf(masked);
    if (revision < 1) {
      throw new IllegalArgumentException("revision must be at least 1, but is " + revision);
    }
  }

  /** Pinned: the winner is valid, so only a mask or an operator changes it. */
  public boolean pinned() {
    return winner.isPresent() && winner.get().valid();
  }
}
