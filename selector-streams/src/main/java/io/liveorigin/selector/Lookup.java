package io.liveorigin.selector;

import io.liveorigin.contract.decision.Decision;

/** The answer to one look into the decisions. */
public sealed interface Lookup {
  /** The latest accepted revision. Its winner is empty where a mask left none. */
  record Decided(Decision decision) implements Lookup {}

  /** No decision has been accepted, as far as this node has consumed. */
  record Undecided() implements Lookup {}

  /** The store cannot be asked now: starting, restoring, moved, failed. */
  record Unavailable(String reason) implements Lookup {}
}
