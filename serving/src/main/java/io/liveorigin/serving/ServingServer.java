package io.liveorigin.serving;

import io.liveorigin.serving.admin.AdminRoutes;
import io.liveorigin.serving.admin.DefinitionReview;
import io.liveorigin.serving.admin.EventAdmin;
import io.liveorigin.serving.admin.EventLife;
import io.liveorigin.serving.admin.InvalidationAdmin;
import io.liveorigin.serving.admin.NodeStatus;
import io.liveorigin.serving.admin.NotificationAdmin;
import io.liveorigin.serving.admin.NotificationRoutes;
import io.liveorigin.serving.admit.Admission;
import io.liveorigin.serving.admit.OlderThreads;
import io.liveorigin.serving.admit.WorkerProbe;
import io.liveorigin.serving.answer.CachePolicy;
import io.liveorigin.serving.answer.CmsdDynamic;
import io.liveorigin.serving.answer.Responder;
import io.liveorigin.serving.cache.DirectMemory;
import io.liveorigin.serving.cells.CellReporter;
import io.liveorigin.serving.cmcd.CmcdTally;
import io.liveorigin.serving.decision.CountedIndex;
import io.liveorigin.serving.get.GetParts;
import io.liveorigin.serving.get.PublicGet;
import io.liveorigin.serving.get.RequestRule;
import io.liveorigin.serving.get.SegmentContent;
import io.liveorigin.serving.get.SegmentHolds;
import io.liveorigin.serving.health.NodeReadiness;
import io.liveorigin.serving.hot.HotAnswers;
import io.liveorigin.serving.hot.HotHolds;
import io.liveorigin.serving.hot.HotRefusals;
import io.liveorigin.serving.hot.HotSegments;
import io.liveorigin.serving.http.Listener;
import io.liveorigin.serving.http.PublicRoutes;
import io.liveorigin.serving.notify.EventNotifications;
import io.liveorigin.serving.purge.Purges;
import io.liveorigin.serving.readback.Prefetch;
import io.liveorigin.serving.readback.ReadBack;
import io.liveorigin.serving.status.RequestTally;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(ServingServer.class);
  private static final int PUBLIC_THREADS = 64;
  private static final int ADMIN_THREADS = 16;
  private static final long EXPIRE_MILLIS = 10;
  private static final Duration IDLE_BEYOND_HOLD = Duration.ofSeconds(30);

  private final LiveEdge edge;
  private final ScheduledExecutorService ticker;
  private final CellReporter reporter;
  private final Purges purges;
  private final WorkerProbe probe;
  private final Prefetch prefetch;
  private final OlderThreads readBackAnswers;
  private final OlderThreads older;
  private final Listener publicListener;
  private final Listener adminListener;

  private ServingServer(
      LiveEdge edge,
      ScheduledExecutorService ticker,
      CellReporter reporter,
      Purges purges,
      WorkerProbe probe,
      Prefetch prefetch,
      OlderThreads readBackAnswers,
      OlderThreads older,
      Listener publicListener,
      Listener adminListener) {
    this.edge = edge;
    this.ticker = ticker;
    this.reporter = reporter;
    this.purges = purges;
    this.probe = probe;
    this.prefetch = prefetch;
    this.readBackAnswers = readBackAnswers;
    this.older = older;
    this.publicListener = publicListener;
    this.adminListener = adminListener;
  }

  /** Starts to listen. A node that is not ready yet says so to every request. */
  public static ServingServer start(
      ServingConfig config,
      LiveEdge edge,
      ServingPorts ports,
      Clock clock,
      PrometheusMeterRegistry meters) {
    CachePolicy policy = new CachePolicy(config.maxAges());
    Admission admission =
        new Admission(
            config.admission().within(DirectMemory.limit()),
            config.readBack().bytesPerSecond(),
            System::nanoTime,
            meters);
    // Of their own: neither those that release holds must be kept by older segments, nor what was
    // read back for an edge by all who wait for DVR.
    OlderThreads readBackAnswers = new OlderThreads("read-back-answers");
    OlderThreads older = new OlderThreads("dvr-answers");
    CmsdDynamic dynamic = new CmsdDynamic(config.name(), admission::underDuress);
    Responder responder = new Responder(policy, dynamic, readBackAnswers, clock);
    RequestTally requests = new RequestTally(meters, ports.control());
    CountedIndex index = new CountedIndex(ports.index(), meters);
    NodeReadiness readiness = new NodeReadiness(ports.controlCaughtUp(), index);
    ReadBack readBack =
        new ReadBack(
            ports.reader(),
            edge.cache(),
            admission,
            clock,
            segment -> index.lost(segment.address(), segment.digest()),
            meters);
    Prefetch prefetch =
        Prefetch.start(
            readBack, index, LiveEdge.fitted(config.cache()).bytes(), System::nanoTime, meters);
    GetParts parts =
        new GetParts(
            ports.control(),
            readiness,
            edge.recent(),
            edge.holds(),
            config.hold(),
            index,
            edge.cache(),
            edge.followed(),
            readBack,
            prefetch,
            admission,
            older,
            config.admission().refusalAge());
    PublicGet get = new PublicGet(parts, policy, responder, requests, config.name(), clock);
    NodeStatus status =
        new NodeStatus(
            ports.control(), readiness, edge.tally(), edge.inits(), requests, edge.holds(), clock);
    Purges purges =
        Purges.start(
            config.cdn().nodes(),
            ports.control(),
            ports.cells(),
            ports.self().sessionTimeout(),
            clock,
            meters);
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
        new CellReporter(
            ports.self(),
            edge.settled(),
            () -> readiness.segments().ready(),
            ports.cellLog(),
            clock);
    NotificationAdmin notifications =
        new NotificationAdmin(ports.control(), ports.controlLog(), clock);
    Duration idle = config.hold().longest().plus(IDLE_BEYOND_HOLD);
    Listener publicListener =
        Listener.start(
            new Listener.Settings("public", config.host(), config.port(), PUBLIC_THREADS, idle),
            responder,
            new PublicRoutes(get, new CmcdTally(meters), config.cdn().secrets(), responder, clock)
                ::add,
            Optional.of(hot(config, edge, parts, policy, dynamic, requests, meters, clock)));
    Listener adminListener;
    try {
      adminListener =
          Listener.start(
              new Listener.Settings(
                  "admin", config.adminHost(), config.adminPort(), ADMIN_THREADS, idle),
              responder,
              routes -> {
                new AdminRoutes(admin, life, review, invalidations, status, responder, meters)
                    .add(routes);
                new NotificationRoutes(notifications).add(routes);
              });
    } catch (RuntimeException e) {
      publicListener.close();
      prefetch.close();
      purges.close();
      throw e;
    }
    reporter.start();
    WorkerProbe probe = WorkerProbe.start(publicListener.workers(), admission::lag);
    return new ServingServer(
        edge,
        ticking(edge, clock),
        reporter,
        purges,
        probe,
        prefetch,
        readBackAnswers,
        older,
        publicListener,
        adminListener);
  }

  private static HotAnswers hot(
      ServingConfig config,
      LiveEdge edge,
      GetParts parts,
      CachePolicy policy,
      CmsdDynamic dynamic,
      RequestTally requests,
      PrometheusMeterRegistry meters,
      Clock clock) {
    SegmentContent contents = new SegmentContent(policy, config.name());
    EventNotifications notifications = new EventNotifications(parts.control(), edge.recent());
    return new HotAnswers(
        new HotAnswers.Parts(
            new HotSegments(
                parts.control(),
                edge.recent(),
                contents,
                policy,
                dynamic,
                PublicRoutes.openToPages()),
            new HotRefusals(
                RequestRule.over(parts, policy),
                notifications,
                dynamic,
                PublicRoutes.openToPages(),
                PublicRoutes.own()),
            new HotHolds(
                new SegmentHolds(parts),
                edge.recent(),
                parts.admission(),
                edge.releases(),
                edge.remainders()),
            parts.readiness(),
            edge.cache(),
            edge.followed(),
            parts.prefetch(),
            notifications,
            config.cdn().secrets(),
            requests),
        meters,
        clock);
  }

  private static ScheduledExecutorService ticking(LiveEdge edge, Clock clock) {
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "hold-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    ticker.scheduleWithFixedDelay(
        () -> {
          try {
            edge.holds().expire(clock.millis());
          } catch (RuntimeException | OutOfMemoryError e) {
            // A scheduled task that throws is not called again, and no hold would end.
            LOG.error("deadlines of holds were not looked at", e);
          }
        },
        EXPIRE_MILLIS,
        EXPIRE_MILLIS,
        TimeUnit.MILLISECONDS);
    return ticker;
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
    edge.stop();
    probe.close();
    publicListener.close();
    adminListener.close();
    prefetch.close();
    readBackAnswers.close();
    older.close();
    ticker.shutdownNow();
    purges.close();
    reporter.close();
  }
}
