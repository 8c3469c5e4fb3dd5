package io.liveorigin.serving.segment;

import io.liveorigin.contract.decision.Decision;

/** How a hold ended. */
public sealed interface HoldRelease {
  /** The segment was decided, now or before the request arrived. */
  record Decided(Decision decision) implements HoldRelease {}

  /** The deadline passed. */
  record TimedOut() implements HoldRelease {}

  /** This node can no longer tell: it lost the partition, a store failed, or it stops. */
  record Abandoned(String reason) implements HoldRelease {}
}
