package io.liveorigin.selector.rule;

import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.segment.Candidate;
import java.util.Optional;

/** What the rule says about one address at one instant. */
public sealed interface Verdict {
  /** Record a new revision with this winner; empty where a mask left none. */
  record Choose(Optional<Candidate> winner, Reason reason) implements Verdict {}

  /** Nothing to record before that instant (epoch ms), unless something arrives. */
  record WaitUntil(long instant) implements Verdict {}

  /** Nothing to record, unless something arrives. */
  record Keep() implements Verdict {}
}
