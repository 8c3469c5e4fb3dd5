package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.OpenParts;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.access.AdminGate;
import io.liveorigin.serving.admin.AdminTable;
import io.liveorigin.serving.audit.AuditTrail;
import io.liveorigin.serving.front.GetEngine;
import io.liveorigin.serving.front.Listener;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.invalidation.cells.CellIdentity;
import io.liveorigin.serving.invalidation.cells.CellReporter;
import io.liveorigin.serving.load.WorkerProbe;
import io.liveorigin.serving.response.ServletWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A serving node: the public listener and the admin listener, over a live edge that the selector
 * feeds.
 *
 * <pre>
 * LiveEdge edge = new LiveEdge(config, control, partitions, clock, meters);
 * Selector selector = Selector.start(..., edge, ...);
 * ServingServer server = ServingServer.start(config, edge, ports.with(selector.index()), clock, meters);
 * </pre>
 */
public final class ServingServer implements AutoCloseable {
  private final OpenParts parts;
  private final Listener publicListener;
  private final Listener adminListener;
  private final NodeReadiness readiness;
  private final AdminTable operations;

  private ServingServer(
      OpenParts parts,
      Listener publicListener,
      Listener adminListener,
      NodeReadiness readiness,
      AdminTable operations) {
    this.parts = parts;
    this.readiness = readiness;
    this.publicListener = publicListener;
    this.adminListener = adminListener;
    this.operations = operations;
  }

  /**
   * Starts to listen. A node that is not ready yet says so to every request. Where it cannot start,
   * it leaves nothing open but what it was given.
   */
  public static ServingServer start(
      ServingConfig config,
      LiveEdge edge,
      ServingPorts ports,
      Clock clock,
      PrometheusMeterRegistry meters) {
    OpenParts parts = new OpenParts();
    try {
      long memory = LiveEdge.fitted(config.cache()).bytes();
      return start(new Foundation(config, edge, ports, clock, meters, parts, memory));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static ServingServer start(Foundation base) {
    NodeState state = NodeState.of(base);
    Answers answers = new Answers(base, state);
    ServletWriter writer = new ServletWriter(answers.responses(), base.clock());
    GetEngine engine = answers.engine();
    AdminGate gate = new AdminGate(base.config().adminAccess(), System::nanoTime, base.meters());
    AuditTrail trail = base.open().add(trail(base));
    AdminTable operations = new Operations(base, state).table(writer, gate, trail);
    CellReporter reporter = base.open().add(reporter(base, state));
    base.open().add(Ticks.start(base.edge(), state.readiness(), base.clock()));
    Listeners listeners = new Listeners(base, writer);
    Listener publicListener = base.open().add(listeners.forViewers(engine));
    Listener adminListener = base.open().add(listeners.forOperators(operations::add, gate, trail));
    // Only who can be asked says that it is there.
    reporter.start();
    base.open().add(WorkerProbe.start(publicListener.workers(), state.admission()::lag));
    // Last, so that it is first: whoever is held is answered before the listeners close.
    base.open().add(base.edge()::stop);
    return new ServingServer(
        base.open(), publicListener, adminListener, state.readiness(), operations);
  }

  private static AuditTrail trail(Foundation base) {
    CellIdentity self = base.ports().self();
    return AuditTrail.start(
        base.ports().auditLog(), self.cell() + "/" + self.node(), System::nanoTime, base.meters());
  }

  private static CellReporter reporter(Foundation base, NodeState state) {
    return new CellReporter(
        base.ports().self(),
        base.edge().settled(),
        () -> state.readiness().segments().ready(),
        base.ports().cellLog(),
        base.clock());
  }

  /** Why the node is not ready, as its health check says; empty where it is. */
  public Optional<String> missing() {
    Readiness now = readiness.segments();
    return now.ready() ? Optional.empty() : Optional.of(now.reason());
  }

  /** The public port. */
  public int port() {
    return publicListener.port();
  }

  public int adminPort() {
    return adminListener.port();
  }

  /** The routes of the admin listener, each with who may use it. */
  AdminTable operations() {
    return operations;
  }

  /** Every handler that the admin listener has, as {@code METHOD path}. */
  List<String> adminHandlers() {
    return adminListener.handlers();
  }

  /** Answers what is held, then stops listening. The live edge, the selector and ports stay. */
  @Override
  public void close() {
    parts.close();
  }
}
