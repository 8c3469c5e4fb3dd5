package io.liveorigin.serving;

import io.javalin.config.RoutesConfig;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.serving.admin.AdminRoutes;
import io.liveorigin.serving.admin.DefinitionReview;
import io.liveorigin.serving.admin.EventAdmin;
import io.liveorigin.serving.admin.EventLife;
import io.liveorigin.serving.admin.InvalidationAdmin;
import io.liveorigin.serving.admin.NodeStatus;
import io.liveorigin.serving.admin.NotificationAdmin;
import io.liveorigin.serving.admin.NotificationRoutes;
import io.liveorigin.serving.admin.TenantRoom;
import io.liveorigin.serving.invalidation.Purges;
import io.liveorigin.serving.response.ServletWriter;
import java.time.Clock;
import java.util.function.Consumer;

/** Builds what answers operators, and what carries out their orders in the caches in front. */
final class Operations {
  private final Foundation base;
  private final NodeState state;

  Operations(Foundation base, NodeState state) {
    this.base = base;
    this.state = state;
  }

  /** The routes of the admin listener. */
  Consumer<RoutesConfig> routes(ServletWriter writer) {
    ControlState control = base.ports().control();
    ControlLog log = base.ports().controlLog();
    Clock clock = base.clock();
    TenantRoom room = new TenantRoom(base.edge().tenants());
    InvalidationAdmin invalidations =
        new InvalidationAdmin(control, log, purges(), base.edge().tenants(), clock);
    EventAdmin events =
        new EventAdmin(
            control,
            log,
            base.ports().pipelineTopics(),
            invalidations,
            room,
            base.ports().topics(),
            clock);
    AdminRoutes admin =
        new AdminRoutes(
            events,
            new EventLife(log, clock),
            new DefinitionReview(control, state.index(), base.edge().inits()),
            invalidations,
            status(),
            writer,
            base.meters());
    NotificationRoutes notifications =
        new NotificationRoutes(new NotificationAdmin(control, log, room, clock));
    return routes -> {
      admin.add(routes);
      notifications.add(routes);
    };
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
        base.edge().tally(),
        base.edge().inits(),
        state.requests(),
        base.edge().holds(),
        base.edge().tenants(),
        base.clock());
  }
}
