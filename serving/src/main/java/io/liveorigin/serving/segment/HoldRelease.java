package io.liveorigin.serving.segment;

import io.liveorigin.contract.decision.Decision;

/** How a hold ended. */
public sealed interface HoldRelease {
  /** The segment was decided, now or before the request came. */
  record Decided(Decision decision) implements HoldRelease {}

  /** The deadline passed. */
  record TimedOut() implements HoldRelease {}

  /** This node can no longer say: its partition went elsewhere, a store failed, it stops. */
  record Abandoned(String reason) implements HoldRelease {}
}
