package io.liveorigin.serving.admin;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantStatus;
import io.liveorigin.access.limit.Tenants;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.wire.QuarantineRecord;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.segment.Holds;
import io.liveorigin.serving.status.DecisionTally;
import io.liveorigin.serving.status.InitTally;
import io.liveorigin.serving.status.RequestTally;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What {@code GET /status} says. Any thread. */
public final class NodeStatus {
  /**
   * One event.
   *
   * @param event tenant/event
   * @param liveEdge largest number that is due
   * @param decided largest number that was decided since the start; -1 before the first
   * @param taken segments decided since the start, by the pipeline of their winner
   * @param defective of these, those whose winner is defective
   * @param masked of these, those that have copies and no winner: masks left none, or none plays
   * @param missing of these, those that nobody has published, filled or not
   * @param changed decisions that replaced an earlier one
   * @param holds requests held now
   * @param requests answers since the start, by status
   * @param initDefects what is wrong with the latest init segments since the start
   */
  public record EventStatus(
      String event,
      long liveEdge,
      long decided,
      Map<String, Long> taken,
      long defective,
      long masked,
      long missing,
      long changed,
      int holds,
      Map<String, Long> requests,
      List<InitTally.InitStatus> initDefects) {}

  /**
   * The node.
   *
   * @param tenants limits of each and what it has, the busiest first; at most {@link
   *     Tenants#MOST_LABELS}
   * @param quarantined what it could not process and passed over: the latest, the newest first
   */
  public record Status(
      boolean ready,
      String reason,
      int holds,
      Map<String, Long> requests,
      List<EventStatus> events,
      List<TenantStatus> tenants,
      List<QuarantineRecord> quarantined) {}

  private final ControlState control;
  private final NodeReadiness readiness;
  private final DecisionTally decisions;
  private final InitTally inits;
  private final RequestTally requests;
  private final Holds holds;
  private final Tenants tenants;
  private final Clock clock;

  public NodeStatus(
      ControlState control,
      NodeReadiness readiness,
      DecisionTally decisions,
      InitTally inits,
      RequestTally requests,
      Holds holds,
      Tenants tenants,
      Clock clock) {
    this.control = control;
    this.readiness = readiness;
    this.decisions = decisions;
    this.inits = inits;
    this.requests = requests;
    this.holds = holds;
    this.tenants = tenants;
    this.clock = clock;
  }

  Readiness readiness() {
    return readiness.segments();
  }

  Readiness alive() {
    return readiness.alive();
  }

  public Status now() {
    long now = clock.millis();
    Readiness ready = readiness();
    List<EventStatus> events =
        control.events().stream()
            .sorted(Comparator.comparing(e -> e.id().toString()))
            .map(event -> of(event, now))
            .toList();
    Map<String, Map<Limit, Long>> inLog = TenantRoom.use(control);
    return new Status(
        ready.ready(),
        ready.reason(),
        holds.waiting(),
        requests.all(),
        events,
        tenants.status(tenant -> inLog.getOrDefault(tenant, Map.of())),
        readiness.quarantined());
  }

  private EventStatus of(LiveEvent event, long now) {
    DecisionTally.Standing standing = decisions.of(event.id());
    return new EventStatus(
        event.id().toString(),
        event.schedule().liveEdge(now),
        standing.largest(),
        standing.taken(),
        standing.defective(),
        standing.masked(),
        standing.missing(),
        standing.changed(),
        holds.waiting(event.id()),
        requests.of(event.id()),
        inits.of(event));
  }
}
