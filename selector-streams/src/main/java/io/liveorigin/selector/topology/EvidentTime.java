package io.liveorigin.selector.topology;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.evidence.Evidence;

/**
 * The instant that the timed steps of the rule may assume. While the task keeps up it is the clock.
 * While it catches up it is the instant until which every pipeline has been consumed: a copy that
 * lies unread in the log was not late.
 */
final class EvidentTime {
  /** Proof younger than this counts as keeping up; it is renewed every few tens of ms. */
  static final long FRESH_MILLIS = 500;

  private EvidentTime() {}

  static long at(long now, EventDefinition event, int partition, Evidence evidence) {
    long proved = Long.MAX_VALUE;
    for (String pipeline : event.pipelines()) {
      proved = Math.min(proved, evidence.consumedUntil(Topics.segments(pipeline), partition));
    }
    return now - FRESH_MILLIS <= proved ? now : proved;
  }
}
