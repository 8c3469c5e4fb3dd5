package io.liveorigin.serving.feed;

import io.liveorigin.contract.decision.Decision;

/**
 * A decision that became visible on this node.
 *
 * @param partition of its record in {@code selections}
 * @param offset of its record
 */
record FeedEntry(Decision decision, int partition, long offset) {
  String representation() {
    return decision.address().track().representation();
  }
}
