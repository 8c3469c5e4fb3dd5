package io.liveorigin.serving.status;

import java.time.Duration;

/**
 * How long a node that lags may go on answering what it knew when it was current last, and when it
 * may not because it did not run meanwhile (ADR 30). Pure and immutable; instants are ms of a clock
 * that does not stand still while the process does.
 *
 * @param given whether what the node knows may be answered
 * @param missed whether the node may have passed over a mask that it has not carried out yet
 * @param current when the node was current last
 * @param alive when the node was last seen to run
 */
record LagGrace(boolean given, boolean missed, long current, long alive) {
  /** From the last instant at which the node was current. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** A node that has not been current yet knows nothing. */
  static final LagGrace NONE = new LagGrace(false, false, 0, 0);

  /**
   * What holds from {@code now} on. Whoever is refused once is refused until the node is current
   * again: it may have passed over any record.
   *
   * @param ready whether the node is current
   * @param pause so long at most, ms, the node may not have run: others take a node that is silent
   *     for longer for one that does not answer
   */
  LagGrace seen(boolean ready, long now, long pause) {
    // Threads that come here together may have read the clock in another order.
    boolean ran = Math.abs(now - alive) <= pause;
    if (ready) {
      return new LagGrace(true, missed || (given && !ran), now, now);
    }
    if (!given) {
      return this;
    }
    boolean recent = now - current <= LONGEST.toMillis();
    if (!ran || !recent) {
      return new LagGrace(false, true, 0, 0);
    }
    return now <= alive ? this : new LagGrace(true, missed, current, now);
  }

  /** Every mask that the node knows is carried out. */
  LagGrace revised() {
    return new LagGrace(given, false, current, alive);
  }
}
