package io.liveorigin.ingest;

import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.control.ControlReader;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.KafkaControlLog;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreads;
import io.liveorigin.contract.listen.ListenAddress;
import io.liveorigin.contract.topic.AccessCheck;
import io.liveorigin.contract.topic.BrokerWait;
import io.liveorigin.contract.topic.ClockProbe;
import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.contract.topic.PartAccess;
import io.liveorigin.contract.topic.TopicSetup;
import io.liveorigin.ingest.access.CredentialCheck;
import io.liveorigin.ingest.announce.Announcements;
import io.liveorigin.ingest.announce.Announcer;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.http.HttpListener;
import io.liveorigin.ingest.http.ListenerParts;
import io.liveorigin.ingest.inits.DeclaredTracks;
import io.liveorigin.ingest.inits.InitCatalog;
import io.liveorigin.ingest.inits.InitReader;
import io.liveorigin.ingest.inspect.Examination;
import io.liveorigin.ingest.observe.IngestMetrics;
import io.liveorigin.ingest.publish.Publisher;
import io.liveorigin.ingest.ready.Readiness;
import io.liveorigin.ingest.ready.Readiness.Condition;
import io.liveorigin.ingest.ready.ReplicaCheck;
import io.liveorigin.ingest.refuse.RefusalLog;
import io.liveorigin.ingest.refuse.Refusals;
import io.liveorigin.ingest.store.Delivery;
import io.liveorigin.ingest.store.KafkaSegmentLog;
import io.liveorigin.ingest.store.RecentCopies;
import io.liveorigin.ingest.store.SystemTimer;
import io.liveorigin.ingest.store.Timer;
import io.liveorigin.ingest.upload.Admission;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.SegmentInspector;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running listener of one pipeline: wires the steps together and owns their threads and clients.
 */
public final class IngestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
  private static final int REMEMBERED_ADDRESSES = 65_536;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** Kafka's client blocks its caller only while it has no room; a few callers are enough. */
  private static final int APPENDERS = 4;

  private static final int ANSWERERS = 4;
  private static final int REFUSERS = 1;
  private static final long CATCH_UP_MILLIS = 10_000;
  private static final Duration TELL_REFUSALS = Duration.ofSeconds(5);
  private static final Duration ANNOUNCEMENT_RETRY = Duration.ofMillis(500);

  private final Deque<AutoCloseable> opened;
  private final Readiness readiness;
  private final HttpListener listener;

  private IngestServer(Deque<AutoCloseable> opened, Readiness readiness, HttpListener listener) {
    this.opened = opened;
    this.readiness = readiness;
    this.listener = listener;
  }

  /** Starts a listener that anyone who reaches it may publish to. */
  public static IngestServer start(IngestConfig config, Clock clock) {
    return start(config, clock, CredentialCheck.allowAll());
  }

  /**
   * Ensures the topics, compares the clock with the brokers, reads the events and init segments,
   * and opens the listener; returns when it listens. Waits some seconds until it has read them, so
   * that packagers see a listener that knows their events. Where Kafka cannot be reached it waits
   * for it. Throws {@link OriginException} where the topics do not fit or the address is taken, the
   * latter before anything else; nothing stays open then.
   */
  public static IngestServer start(IngestConfig config, Clock clock, CredentialCheck credentials) {
    Start start = new Start(config, clock, credentials);
    try {
      return start.run();
    } catch (RuntimeException e) {
      closeAll(start.opened);
      throw e;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return listener.port();
  }

  /** Whether the promise of a 2xx can be kept now. */
  public boolean ready() {
    return readiness.ready();
  }

  /**
   * Takes no more uploads, waits some seconds for those that have begun, and closes everything.
   * What was not acknowledged by then has not been answered with a 2xx. Any thread; once is enough.
   */
  @Override
  public synchronized void close() {
    closeAll(opened);
  }

  private static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      AutoCloseable last = opened.removeLast();
      try {
        last.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", last.getClass().getSimpleName(), e);
      }
    }
  }

  /** One start: everything it opens is closed in the reverse order. */
  private static final class Start {
    private final IngestConfig config;
    private final KafkaSettings kafka;
    private final MeasuredClock clock;
    private final CredentialCheck credentials;
    private final String clientId;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Start(IngestConfig config, Clock clock, CredentialCheck credentials) {
      this.config = config;
      this.kafka = config.kafka();
      this.clock = MeasuredClock.of(clock, kafka.clockBound());
      this.credentials = credentials;
      this.clientId = "ingest-" + config.pipeline();
    }

    private <T extends AutoCloseable> T open(T closeable) {
      opened.addLast(closeable);
      return closeable;
    }

    IngestServer run() {
      ListenAddress.requireFree(config.host(), config.port());
      Admin admin = open(kafka.admin(clientId));
      TopicSetup topics = new TopicSetup(admin, kafka.topics());
      BrokerWait.until(
          kafka,
          "store segments of pipeline " + config.pipeline(),
          () -> {
            topics.ensureShared(PartAccess.ingest().keySet());
            topics.ensurePipelines(List.of(config.pipeline()));
          });
      open(ClockProbe.start(clock, kafka, clientId));

      ReplicaCheck replicas = open(new ReplicaCheck(admin, kafka.topics(), config.pipeline()));
      AccessCheck access =
          open(
              new AccessCheck(
                  admin,
                  kafka.trouble(),
                  () -> PartAccess.ingest(config.pipeline()),
                  clientId + "-access"));
      ControlState control = new ControlState();
      ControlReader controlReader = open(new ControlReader(kafka, clientId + "-control", control));
      InitCatalog inits = new InitCatalog();
      control.whenEnded(inits::ended);
      InitReader initReader =
          open(
              new InitReader(
                  () -> kafka.readerConsumer(clientId + "-inits"),
                  config.pipeline(),
                  kafka.topics().partitions(),
                  inits,
                  new InitInspector(),
                  DeclaredTracks.of(controlReader::caughtUp, control)));
      Readiness readiness =
          new Readiness(
              List.of(
                  new Condition(true, unless(controlReader::caughtUp, "events are being read")),
                  new Condition(true, unless(initReader::caughtUp, "init segments are being read")),
                  new Condition(true, replicas::broken),
                  new Condition(false, replicas::degraded),
                  new Condition(false, access::problem),
                  // Uploads are taken all the same: this is the only copy of the pipeline, and
                  // arrivals are told by the brokers' time, not by this machine's.
                  new Condition(false, clock::doubt)));
      controlReader.start();
      initReader.start();
      replicas.start();
      access.start();

      IngestMetrics metrics = new IngestMetrics(config.pipeline(), replicas::lookSoon);
      open(metrics::close);
      metrics.watchInits(inits::size);
      metrics.watchClock(clock::offsetSeconds);
      ListenerParts parts = parts(readiness, controlReader, control, inits, metrics);
      awaitCatchUp(
          () ->
              controlReader.caughtUp()
                  && initReader.caughtUp()
                  && clock.offsetMillis().isPresent());
      readiness.problems().forEach(problem -> LOG.warn("not ready: {}", problem));
      HttpListener listener = open(HttpListener.open(config, parts));
      LOG.info(
          "ingest of pipeline {} listens on {}:{}",
          config.pipeline(),
          config.host(),
          listener.port());
      return new IngestServer(opened, readiness, listener);
    }

    private ListenerParts parts(
        Readiness readiness,
        ControlReader controlReader,
        ControlState control,
        InitCatalog inits,
        IngestMetrics metrics) {
      KafkaSegmentLog log =
          open(
              new KafkaSegmentLog(
                  kafka.durableProducer(clientId, config.delivery().attempt()),
                  config.pipeline(),
                  kafka.topics().partitions()));
      SystemTimer timer = open(new SystemTimer(clientId + "-timer"));
      Admission admission =
          new Admission(config.uploads().maxInFlightBytes(), config.uploads().memoryWait(), timer);
      metrics.watchInFlight(admission::heldBytes);
      Delivery delivery =
          new Delivery(log, config.delivery(), clock, timer, threads("append", APPENDERS), metrics);
      Publisher publisher =
          new Publisher(
              config.pipeline(),
              new RecentCopies(REMEMBERED_ADDRESSES, REMEMBERED),
              inits,
              new Examination(new SegmentInspector(), new InitInspector()),
              delivery);
      return new ListenerParts(
          readiness,
          credentials,
          control,
          admission,
          publisher,
          announcements(controlReader, control, metrics),
          metrics,
          refusals(metrics, timer),
          clock,
          timer,
          threads("answer", ANSWERERS),
          threads("refusal", REFUSERS));
    }

    private Refusals refusals(IngestMetrics metrics, Timer timer) {
      RefusalLog log =
          open(
              new RefusalLog(
                  clientId + "-refusals",
                  kafka.durableProducer(clientId + "-refusals", config.delivery().attempt())));
      Refusals refusals =
          new Refusals(
              config.pipeline(),
              clock,
              told -> {
                metrics.refused(told.event(), told.code(), told.count());
                log.accept(told);
              });
      tellFromTimeToTime(refusals, timer);
      return refusals;
    }

    private static void tellFromTimeToTime(Refusals refusals, Timer timer) {
      timer.after(
          TELL_REFUSALS,
          () -> {
            refusals.tell();
            tellFromTimeToTime(refusals, timer);
          });
    }

    /** Beside the segments: clients and a thread of its own. */
    private Announcements announcements(
        ControlReader controlReader, ControlState control, IngestMetrics metrics) {
      KafkaControlLog log =
          open(new KafkaControlLog(kafka, clientId + "-announce", controlReader, control));
      Announcer announcer =
          open(new Announcer(clientId + "-announcer", log, metrics, clock, ANNOUNCEMENT_RETRY));
      announcer.start();
      return new Announcements(control, announcer, metrics, clock);
    }

    private ExecutorService threads(String what, int count) {
      ExecutorService pool =
          Executors.newFixedThreadPool(count, NamedThreads.numbered(clientId + "-" + what));
      open(pool::shutdownNow);
      return pool;
    }

    /** Too slow is no reason to refuse to start: the health check says what is missing. */
    private static void awaitCatchUp(BooleanSupplier caughtUp) {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CATCH_UP_MILLIS);
      try {
        while (!caughtUp.getAsBoolean() && System.nanoTime() < deadline) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static Supplier<Optional<String>> unless(BooleanSupplier condition, String problem) {
      return () -> condition.getAsBoolean() ? Optional.empty() : Optional.of(problem);
    }
  }
}
