package io.liveorigin.selector;

import io.liveorigin.contract.decision.Decision;

/** The result of one look-up of a decision. */
public sealed interface Lookup {
  /**
   * The latest accepted revision. Its winner is empty if no candidate counts, for example after a
   * mask.
   */
  record Decided(Decision decision) implements Lookup {}

  /** No decision has been accepted, as far as this node has read the log. */
  record Undecided() implements Lookup {}

  /** The store cannot be queried now: it is starting, restoring, moved or failed. */
  record Unavailable(String reason) implements Lookup {}
}
