package io.liveorigin.serving;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.serving.access.AdminGate;
import io.liveorigin.serving.admin.AdminRoute;
import io.liveorigin.serving.admin.AdminRoutes;
import io.liveorigin.serving.admin.AdminTable;
import io.liveorigin.serving.admin.DefinitionReview;
import io.liveorigin.serving.admin.EventAdmin;
import io.liveorigin.serving.admin.EventLife;
import io.liveorigin.serving.admin.InvalidationAdmin;
import io.liveorigin.serving.admin.NodeStatus;
import io.liveorigin.serving.admin.NotificationAdmin;
import io.liveorigin.serving.admin.NotificationRoutes;
import io.liveorigin.serving.admin.TenantRoom;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.invalidation.Purges;
import io.liveorigin.serving.response.ServletWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Builds what answers operators, and what carries out their orders in the caches in front. */
final class Operations {
  private final Foundation base;
  private final NodeState state;

  Operations(Foundation base, NodeState state) {
    this.base = base;
    this.state = state;
  }

  /**
   * The routes of the admin listener.
   *
   * @param gate counts whom a route refuses
   * @param trail hears of each change
   */
  AdminTable table(ServletWriter writer, AdminGate gate, AuditTrail trail) {
    ControlState control = base.ports().control();
    Clock clock = base.clock();
    TenantRoom room = new TenantRoom(base.edge().tenants());
    InvalidationAdmin invalidations =
        new InvalidationAdmin(control, purges(), base.edge().tenants(), clock);
    EventAdmin events =
        new EventAdmin(
            control,
            base.ports().pipelineTopics(),
            invalidations,
            room,
            base.ports().topics(),
            clock);
    AdminRoutes admin =
        new AdminRoutes(
            events,
            new EventLife(clock),
            new DefinitionReview(control, state.index(), base.edge().inits()),
            invalidations,
            status(),
            writer,
            base.meters());
    NotificationRoutes notifications =
        new NotificationRoutes(new NotificationAdmin(control, room, clock));
    List<AdminRoute> routes = new ArrayList<>(admin.routes());
    routes.addAll(notifications.routes());
    return new AdminTable(routes, base.ports().controlLog(), gate, trail);
  }

  private Purges purges() {
    return base.open()
        .add(
            Purges.start(
                base.config().cdn().nodes(),
                base.ports().control(),
                base.ports().cells(),
                base.ports().self().sessionTimeout(),
                base.clock(),
                base.meters()));
  }

  private NodeStatus status() {
    return new NodeStatus(
        base.ports().control(),
        state.readiness(),
        base.ports().access(),
        base.edge().tally(),
        base.edge().inits(),
        state.requests(),
        base.edge().holds(),
        base.config().cdn().readers(),
        base.edge().tenants(),
        base.clock());
  }
}
