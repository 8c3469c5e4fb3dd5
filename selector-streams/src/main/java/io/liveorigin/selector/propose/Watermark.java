package io.liveorigin.selector.propose;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.evidence.Evidence;

/**
 * The instant that the timed steps of the rule may assume. While the task keeps up, it is the
 * clock. While the task catches up, it is the instant until which every pipeline has been consumed:
 * a copy that lies unread in the log was not late. While the clock is in doubt, no time has come.
 */
final class Watermark {
  /**
   * With a proof younger than this, the task counts as keeping up; a proof is renewed every few
   * tens of ms.
   */
  static final long FRESH_MILLIS = 500;

  /** No time has come: with this instant, a rule waits for everything for which it can wait. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private Watermark() {}

  /**
   * @param now the instant that the clock permits, or {@link #UNKNOWN}
   */
  static long at(long now, EventDefinition event, int partition, Evidence evidence) {
    if (now == UNKNOWN) {
      return UNKNOWN;
    }
    long proved = read(event, partition, evidence);
    return now - FRESH_MILLIS <= proved ? now : proved;
  }

  /**
   * The instant until which it is proved which numbers no pipeline published. It never runs ahead
   * of the proof: a number that is wrongly decided as missing stays a gap in playlists.
   *
   * @param now the instant that the clock permits, or {@link #UNKNOWN}
   */
  static long proved(long now, EventDefinition event, int partition, Evidence evidence) {
    return now == UNKNOWN ? UNKNOWN : Math.min(now, read(event, partition, evidence));
  }

  private static long read(EventDefinition event, int partition, Evidence evidence) {
    long read = Long.MAX_VALUE;
    for (String pipeline : event.pipelines()) {
      read = Math.min(read, evidence.consumedUntil(Topics.segments(pipeline), partition));
    }
    return read;
  }
}
