package io.liveorigin.serving.health;

import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Readiness;
import java.util.function.BooleanSupplier;

/** Whether this node's answers can be trusted: events read, decisions restored. Cheap. */
public final class NodeReadiness {
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
}
