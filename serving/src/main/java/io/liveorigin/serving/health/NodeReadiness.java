package io.liveorigin.serving.health;

import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Readiness;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Whether this node's answers can be trusted: events read, decisions restored. Cheap. */
public final class NodeReadiness {
  /** So long without a stream thread, and the process is as good as dead. */
  static final long DEAD_MILLIS = 60_000;

  private final BooleanSupplier controlCaughtUp;
  private final DecisionIndex index;

  /**
   * @param controlCaughtUp whether the events that were declared before the start have been read
   */
  public NodeReadiness(BooleanSupplier controlCaughtUp, DecisionIndex index) {
    this.controlCaughtUp = controlCaughtUp;
    this.index = index;
  }

  /** Whether an event that is not in memory is unknown. */
  public Readiness events() {
    return controlCaughtUp.getAsBoolean()
        ? Readiness.READY
        : Readiness.not("events are being read from control");
  }

  /** Whether a segment that is not found is absent. */
  public Readiness segments() {
    Readiness events = events();
    return events.ready() ? index.readiness() : events;
  }

  /**
   * Whether the process can still recover by itself. It replaces what has died for as long as it
   * takes; a supervisor that restarts it after {@link #DEAD_MILLIS} does no harm.
   */
  public Readiness alive() {
    long dead = index.deadMillis();
    return dead < DEAD_MILLIS
        ? Readiness.READY
        : Readiness.not("no stream thread has lived for " + dead / 1_000 + " s");
  }

  /** What this node could not process and passed over, the newest first. */
  public List<QuarantineRecord> quarantined() {
    return index.quarantined();
  }
}
