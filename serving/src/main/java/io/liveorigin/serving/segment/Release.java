package io.liveorigin.serving.segment;

import io.liveorigin.contract.decision.Decision;

/** How a hold ended. */
public sealed interface Release {
  /** The segment was decided, now or before the request came. */
  record Decided(Decision decision) implements Release {}

  /** The deadline passed. */
  record TimedOut() implements Release {}

  /** This node can no longer say: its partition went elsewhere, a store failed, it stops. */
  record Abandoned(String reason) implements Release {}
}
