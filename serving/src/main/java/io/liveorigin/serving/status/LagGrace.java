package io.liveorigin.serving.status;

import java.time.Duration;

/**
 * How long a lagging node may continue to serve what it knew when it was last current, and when it
 * may not because it did not run meanwhile (ADR 30). Pure and immutable. Instants are ms of a clock
 * that does not stand still while the process does.
 *
 * @param given whether the node may serve what it knows
 * @param missed whether the node may have passed over a mask that it has not carried out yet
 * @param current when the node was last current
 * @param alive when the node was last seen to run
 */
record LagGrace(boolean given, boolean missed, long current, long alive) {
  /** Counted from the last instant at which the node was current. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** A node that has not been current yet knows nothing. */
  static final LagGrace NONE = new LagGrace(false, false, 0, 0);

  /**
   * The grace from {@code now} on. Once it is refused, it stays refused until the node is current
   * again, because the node may have passed over any record.
   *
   * @param ready whether the node is current
   * @param pause longest time, ms, for which the node may have stood still: other nodes take a node
   *     that is silent for longer for one that does not respond
   */
  LagGrace seen(boolean ready, long now, long pause) {
    // Threads that get here at the same time may have read the clock in another order.
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

  /** The same grace once every mask that the node knows is carried out. */
  LagGrace revised() {
    return new LagGrace(given, false, current, alive);
  }
}
