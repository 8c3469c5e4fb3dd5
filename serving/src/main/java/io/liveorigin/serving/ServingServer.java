package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.selector.SelectorReadiness;
import io.liveorigin.serving.access.AdminAuthenticator;
import io.liveorigin.serving.admin.AdminRouteTable;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.feed.DecisionStreams;
import io.liveorigin.serving.front.GetEngine;
import io.liveorigin.serving.front.Listener;
import io.liveorigin.serving.invalidation.cells.CellIdentity;
import io.liveorigin.serving.invalidation.cells.CellReporter;
import io.liveorigin.serving.load.WorkerProbe;
import io.liveorigin.serving.response.ServletWriter;
import io.liveorigin.serving.status.NodeReadiness;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A serving node: the public listener and the admin listener, over a live edge that the selector
 * feeds.
 *
 * <pre>
 * LiveEdgeState edge = new LiveEdgeState(config, control, partitions, clock, meters);
 * Selector selector = Selector.start(..., edge, ...);
 * ServingServer server = ServingServer.start(config, edge, ports.with(selector.index()), clock, meters);
 * </pre>
 */
public final class ServingServer implements AutoCloseable {
  private final Closer closer;
  private final Listener publicListener;
  private final Listener adminListener;
  private final NodeReadiness readiness;
  private final AdminRouteTable routeTable;

  private ServingServer(
      Closer closer,
      Listener publicListener,
      Listener adminListener,
      NodeReadiness readiness,
      AdminRouteTable routeTable) {
    this.closer = closer;
    this.readiness = readiness;
    this.publicListener = publicListener;
    this.adminListener = adminListener;
    this.routeTable = routeTable;
  }

  /**
   * Starts the listeners. A node that is not ready yet says so in response to every request. If the
   * start fails, everything that was opened here is closed; the arguments stay open.
   */
  public static ServingServer start(
      ServingConfig config,
      LiveEdgeState edge,
      ServingPorts ports,
      Clock clock,
      PrometheusMeterRegistry meters) {
    Closer closer = new Closer();
    try {
      long memory = LiveEdgeState.withinMemory(config.cache()).bytes();
      return start(new ServerContext(config, edge, ports, clock, meters, closer, memory));
    } catch (RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  private static ServingServer start(ServerContext context) {
    NodeServices services = NodeServices.of(context);
    ViewerAssembly assembly = new ViewerAssembly(context, services);
    ServletWriter writer = new ServletWriter(assembly.responses(), context.clock());
    GetEngine engine = assembly.engine();
    AdminAuthenticator authenticator =
        new AdminAuthenticator(context.config().adminAccess(), System::nanoTime, context.meters());
    AuditTrail trail = context.closer().add(trail(context));
    DecisionStreams streams = streams(context, services);
    AdminRouteTable routeTable =
        new OperatorAssembly(context, services, streams).table(writer, authenticator, trail);
    CellReporter reporter = context.closer().add(reporter(context, services));
    context
        .closer()
        .add(
            PeriodicTasks.start(
                context.edge(), services.readiness(), context.ports().access(), context.clock()));
    ListenerAssembly listeners = new ListenerAssembly(context, writer);
    Listener publicListener = context.closer().add(listeners.forViewers(engine));
    Listener adminListener =
        context.closer().add(listeners.forOperators(routeTable::add, authenticator, trail));
    // A node announces itself only after its listeners are open.
    reporter.start();
    context.closer().add(WorkerProbe.start(publicListener.workers(), services.admission()::lag));
    // Closed before the listeners, which wait for responses that are under way.
    context.closer().add(streams);
    // Added last, so that it closes first: held requests get responses before the listeners close.
    context.closer().add(context.edge()::stop);
    return new ServingServer(
        context.closer(), publicListener, adminListener, services.readiness(), routeTable);
  }

  private static AuditTrail trail(ServerContext context) {
    CellIdentity self = context.ports().self();
    return AuditTrail.start(
        context.ports().auditLog(),
        self.cell() + "/" + self.node(),
        System::nanoTime,
        context.meters());
  }

  private static DecisionStreams streams(ServerContext context, NodeServices services) {
    return DecisionStreams.start(
        context.edge().feed(),
        context.ports().control(),
        () -> services.index().readiness().ready(),
        context.clock(),
        context.meters());
  }

  private static CellReporter reporter(ServerContext context, NodeServices services) {
    return new CellReporter(
        context.ports().self(),
        context.edge().settled(),
        () -> services.readiness().segments().ready(),
        context.ports().cellLog(),
        context.clock());
  }

  /** The reason why the node is not ready, as in its health check; empty if it is ready. */
  public Optional<String> missing() {
    SelectorReadiness now = readiness.segments();
    return now.ready() ? Optional.empty() : Optional.of(now.reason());
  }

  /** The public port. */
  public int port() {
    return publicListener.port();
  }

  public int adminPort() {
    return adminListener.port();
  }

  /** The routes of the admin listener, each with the role that may use it. */
  AdminRouteTable operations() {
    return routeTable;
  }

  /** Every handler of the admin listener, as {@code METHOD path}. */
  List<String> adminHandlers() {
    return adminListener.handlers();
  }

  /**
   * Responds to held requests, then closes the listeners. The caller closes the live edge, the
   * selector and the ports.
   */
  @Override
  public void close() {
    closer.close();
  }
}
