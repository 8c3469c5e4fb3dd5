package io.liveorigin.serving;

import io.liveorigin.contract.lifecycle.OpenParts;
import io.liveorigin.serving.admin.AdminRoutes;
import io.liveorigin.serving.admin.DefinitionReview;
import io.liveorigin.serving.admin.EventAdmin;
import io.liveorigin.serving.admin.EventLife;
import io.liveorigin.serving.admin.InvalidationAdmin;
import io.liveorigin.serving.admin.NodeStatus;
import io.liveorigin.serving.admin.NotificationAdmin;
import io.liveorigin.serving.admin.NotificationRoutes;
import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.kafka.ReadBack;
import io.liveorigin.serving.bytes.memory.DirectMemory;
import io.liveorigin.serving.cmcd.CmcdTally;
import io.liveorigin.serving.front.GetEngine;
import io.liveorigin.serving.front.Listener;
import io.liveorigin.serving.front.PlainFront;
import io.liveorigin.serving.front.PublicRoutes;
import io.liveorigin.serving.front.SlowReaders;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.init.InitBytes;
import io.liveorigin.serving.init.InitGet;
import io.liveorigin.serving.invalidation.Purges;
import io.liveorigin.serving.invalidation.cells.CellReporter;
import io.liveorigin.serving.load.Admission;
import io.liveorigin.serving.load.OlderThreads;
import io.liveorigin.serving.load.WorkerProbe;
import io.liveorigin.serving.manifest.ManifestGet;
import io.liveorigin.serving.notifications.EventNotifications;
import io.liveorigin.serving.request.LiveEdges;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Routes;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.CmsdDynamic;
import io.liveorigin.serving.response.Responses;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.response.ServletWriter;
import io.liveorigin.serving.segment.CountedIndex;
import io.liveorigin.serving.segment.HeldRequests;
import io.liveorigin.serving.segment.InitDecisions;
import io.liveorigin.serving.segment.Overload;
import io.liveorigin.serving.segment.SegmentBytes;
import io.liveorigin.serving.segment.SegmentService;
import io.liveorigin.serving.status.RequestTally;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
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
  private static final int PUBLIC_THREADS = 64;
  private static final int ADMIN_THREADS = 16;
  private static final Duration IDLE_BEYOND_HOLD = Duration.ofSeconds(30);

  private final OpenParts parts;
  private final Listener publicListener;
  private final Listener adminListener;

  private ServingServer(OpenParts parts, Listener publicListener, Listener adminListener) {
    this.parts = parts;
    this.publicListener = publicListener;
    this.adminListener = adminListener;
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
      return start(config, edge, ports, clock, meters, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static ServingServer start(
      ServingConfig config,
      LiveEdge edge,
      ServingPorts ports,
      Clock clock,
      PrometheusMeterRegistry meters,
      OpenParts parts) {
    long memory = LiveEdge.fitted(config.cache()).bytes();
    CachePolicy policy = new CachePolicy(config.maxAges());
    Admission admission =
        new Admission(
            config.admission().within(DirectMemory.limit()),
            config.readBack().bytesPerSecond(),
            System::nanoTime,
            meters);
    // Of their own: neither those that release holds must be kept by older segments, nor what was
    // read back for an edge by all who wait for DVR.
    OlderThreads readBackAnswers = parts.add(new OlderThreads("read-back-answers"));
    OlderThreads older = parts.add(new OlderThreads("dvr-answers"));
    CmsdDynamic dynamic = new CmsdDynamic(config.name(), admission::underDuress);
    LiveEdges edges = new LiveEdges(edge.recent()::largestDecided);
    Responses responses =
        new Responses(policy, dynamic, new EventNotifications(ports.control(), edges::of));
    ServletWriter writer = new ServletWriter(responses, clock);
    RequestTally requests = new RequestTally(meters, ports.control());
    CountedIndex index = new CountedIndex(ports.index(), meters);
    NodeReadiness readiness =
        new NodeReadiness(
            ports.controlCaughtUp(),
            index,
            edge.settled()::haveAll,
            ports.self().sessionTimeout(),
            clock);
    readiness.look();
    ReadBack readBack =
        new ReadBack(
            ports.reader(),
            edge.cache(),
            admission,
            clock,
            segment -> index.lost(segment.address(), segment.digest()),
            meters);
    Prefetch prefetch =
        parts.add(Prefetch.start(readBack, index, memory, System::nanoTime, meters));
    RequestRule rule =
        new RequestRule(new KnownNow(ports.control(), readiness, edge.recent()), policy);
    SegmentContent contents = new SegmentContent(policy, responses, config.name());
    Overload overload = new Overload(config.admission().refusalAge());
    SegmentService segments =
        new SegmentService(
            new SegmentService.Parts(
                edge.recent(),
                edges,
                edge.followed(),
                new HeldRequests(edge.holds(), config.hold(), index, edge.releases()),
                index,
                admission,
                overload,
                older,
                new SegmentBytes(edge.cache(), readBack, prefetch, admission, overload),
                readBackAnswers),
            rule,
            contents,
            responses,
            clock);
    InitDecisions inits = new InitDecisions(edge.recent(), index);
    GetEngine engine =
        new GetEngine(
            new Routes(rule),
            segments,
            new InitGet(
                inits, new InitBytes(index, ports.control()), contents, policy, responses, clock),
            new ManifestGet(inits, policy, responses, config.cdn().publicUrl(), clock),
            responses,
            older,
            requests,
            clock);
    CmcdTally players = new CmcdTally(meters);
    NodeStatus status =
        new NodeStatus(
            ports.control(), readiness, edge.tally(), edge.inits(), requests, edge.holds(), clock);
    Purges purges =
        parts.add(
            Purges.start(
                config.cdn().nodes(),
                ports.control(),
                ports.cells(),
                ports.self().sessionTimeout(),
                clock,
                meters));
    InvalidationAdmin invalidations =
        new InvalidationAdmin(ports.control(), ports.controlLog(), purges, clock);
    EventAdmin admin =
        new EventAdmin(
            ports.control(),
            ports.controlLog(),
            ports.pipelineTopics(),
            invalidations,
            ports.topics(),
            clock);
    EventLife life = new EventLife(ports.controlLog(), clock);
    DefinitionReview review = new DefinitionReview(ports.control(), index, edge.inits());
    CellReporter reporter =
        parts.add(
            new CellReporter(
                ports.self(),
                edge.settled(),
                () -> readiness.segments().ready(),
                ports.cellLog(),
                clock));
    NotificationAdmin notifications =
        new NotificationAdmin(ports.control(), ports.controlLog(), clock);
    Duration idle = config.hold().longest().plus(IDLE_BEYOND_HOLD);
    parts.add(Ticks.start(edge, readiness, clock));
    Listener publicListener =
        parts.add(
            Listener.start(
                new Listener.Settings(
                    "public", config.host(), config.port(), PUBLIC_THREADS, idle, Optional.empty()),
                writer,
                new PublicRoutes(engine, players, config.cdn().secrets(), writer, clock)::add,
                Optional.of(
                    new PlainFront(
                        engine,
                        config.cdn().secrets(),
                        players,
                        edge.remainders(),
                        new SlowReaders(config.readers(), memory, System::nanoTime, meters),
                        meters,
                        clock))));
    Listener adminListener =
        parts.add(
            Listener.start(
                new Listener.Settings(
                    "admin",
                    config.adminHost(),
                    config.adminPort(),
                    ADMIN_THREADS,
                    idle,
                    Optional.of(config.adminHosts())),
                writer,
                routes -> {
                  new AdminRoutes(admin, life, review, invalidations, status, writer, meters)
                      .add(routes);
                  new NotificationRoutes(notifications).add(routes);
                }));
    reporter.start();
    parts.add(WorkerProbe.start(publicListener.workers(), admission::lag));
    // Last, so that it is first: whoever is held is answered before the listeners close.
    parts.add(edge::stop);
    return new ServingServer(parts, publicListener, adminListener);
  }

  /** The public port. */
  public int port() {
    return publicListener.port();
  }

  public int adminPort() {
    return adminListener.port();
  }

  /** Answers what is held, then stops listening. The live edge, the selector and ports stay. */
  @Override
  public void close() {
    parts.close();
  }
}
