package io.liveorigin.serving;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.lifecycle.BuildInfo;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.kafka.metrics.ScrapedSamples;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.admin.AdminRoute;
import io.liveorigin.serving.admin.AdminRouteTable;
import io.liveorigin.serving.admin.ConsoleRoutes;
import io.liveorigin.serving.admin.CoreAdminRoutes;
import io.liveorigin.serving.admin.DecisionRoutes;
import io.liveorigin.serving.admin.DecisionStreamRoutes;
import io.liveorigin.serving.admin.DefinitionReview;
import io.liveorigin.serving.admin.EventAdmin;
import io.liveorigin.serving.admin.EventLifecycle;
import io.liveorigin.serving.admin.InvalidationAdmin;
import io.liveorigin.serving.admin.NodeStatus;
import io.liveorigin.serving.admin.NotificationAdmin;
import io.liveorigin.serving.admin.NotificationRoutes;
import io.liveorigin.serving.admin.TenantLimitCheck;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.feed.DecisionStreams;
import io.liveorigin.serving.invalidation.PurgeService;
import io.liveorigin.serving.observe.EventSamples;
import io.liveorigin.serving.observe.ReadinessSamples;
import io.liveorigin.serving.response.ServletWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the admin API, and the service that carries out operators' orders in the caches in front.
 */
final class OperatorAssembly {
  private final ServerContext context;
  private final NodeServices services;
  private final DecisionStreams streams;

  OperatorAssembly(ServerContext context, NodeServices services, DecisionStreams streams) {
    this.context = context;
    this.services = services;
    this.streams = streams;
  }

  /**
   * The routes of the admin listener.
   *
   * @param authenticator counts the requests that a route refuses
   * @param trail records each change
   */
  AdminRouteTable table(ServletWriter writer, AdminAuthenticator authenticator, AuditTrail trail) {
    ControlState control = context.ports().control();
    Clock clock = context.clock();
    TenantLimitCheck limitCheck = new TenantLimitCheck(context.edge().tenants());
    InvalidationAdmin invalidations =
        new InvalidationAdmin(control, purges(), context.edge().tenants(), clock);
    EventAdmin events =
        new EventAdmin(
            control,
            context.ports().pipelineTopics(),
            invalidations,
            limitCheck,
            context.ports().topics(),
            clock);
    NodeStatus status = status();
    register(status);
    CoreAdminRoutes admin =
        new CoreAdminRoutes(
            events,
            new EventLifecycle(clock),
            new DefinitionReview(control, services.index(), context.edge().inits()),
            invalidations,
            status,
            writer,
            context.meters());
    NotificationRoutes notifications =
        new NotificationRoutes(new NotificationAdmin(control, limitCheck, clock));
    List<AdminRoute> routes = new ArrayList<>(admin.routes());
    routes.addAll(notifications.routes());
    routes.addAll(ConsoleRoutes.routes());
    routes.addAll(new DecisionRoutes(control, services.index(), clock).routes());
    routes.addAll(new DecisionStreamRoutes(control, streams).routes());
    return new AdminRouteTable(routes, context.ports().controlLog(), authenticator, trail);
  }

  private PurgeService purges() {
    return context
        .closer()
        .add(
            PurgeService.start(
                context.config().cdn().nodes(),
                context.ports().control(),
                context.ports().cells(),
                context.ports().self().sessionTimeout(),
                context.clock(),
                context.meters()));
  }

  private void register(NodeStatus status) {
    LiveEdgeState edge = context.edge();
    EventSamples events =
        new EventSamples(
            context.ports().control(), edge.copies(), edge.tally(), edge.holds(), context.clock());
    ScrapedSamples.register(context.meters(), events::collect);
    ReadinessSamples readiness = new ReadinessSamples(status::readiness);
    ScrapedSamples.register(context.meters(), readiness::collect);
  }

  private NodeStatus status() {
    BuildInfo build = BuildInfo.ofThisBuild();
    MeterRegistration.gauge(
        context.meters(), ServingMetric.BUILD, () -> 1, build.version(), build.commit());
    return new NodeStatus(
        build,
        context.ports().control(),
        services.readiness(),
        context.ports().access(),
        context.edge().tally(),
        context.edge().inits(),
        services.requests(),
        context.edge().holds(),
        context.config().cdn().readers(),
        context.config().adminAccess(),
        context.edge().tenants(),
        context.clock());
  }
}
