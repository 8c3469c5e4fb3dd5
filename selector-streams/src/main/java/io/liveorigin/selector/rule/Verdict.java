package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import java.util.Optional;

/** The verdict of a rule on one address at one instant. */
public sealed interface Verdict {
  /** Record a new revision with this winner; empty if no copy counts or none came. */
  record Choose(Optional<Candidate> winner, Reason reason) implements Verdict {}

  /** Record nothing before that instant (epoch ms), unless something arrives. */
  record WaitUntil(long instant) implements Verdict {}

  /** Record nothing, unless something arrives. */
  record Keep() implements Verdict {}
}
