package io.liveorigin.ingest;

import io.liveorigin.access.limit.CurrentLimits;
import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.lifecycle.ReadinessLog;
import io.liveorigin.contract.listen.ListenAddress;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.announce.AnnouncementPublisher;
import io.liveorigin.ingest.announce.AnnouncementReader;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.http.HttpListener;
import io.liveorigin.ingest.http.ListenerParts;
import io.liveorigin.ingest.http.PipelineParts;
import io.liveorigin.ingest.observe.ListenerMetrics;
import io.liveorigin.ingest.observe.RefusalLog;
import io.liveorigin.ingest.observe.RefusalReporter;
import io.liveorigin.ingest.store.SystemTaskScheduler;
import io.liveorigin.ingest.store.TaskScheduler;
import io.liveorigin.ingest.upload.UploadMemory;
import io.liveorigin.kafka.BrokerWait;
import io.liveorigin.kafka.ClockProbe;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.RequiredTopicAccess;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.kafka.control.ControlReader;
import io.liveorigin.kafka.control.KafkaControlLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of a listener: wires the parts that its pipelines share, and each pipeline with a
 * {@link PipelineStart}. The parts are closed in the reverse order.
 */
final class ListenerStart {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerStart.class);
  private static final int ANSWERERS = 4;
  private static final int REFUSERS = 1;
  private static final long CATCH_UP_MILLIS = 10_000;
  private static final Duration WATCH_READINESS = Duration.ofSeconds(1);
  private static final Duration TELL_REFUSALS = Duration.ofSeconds(5);
  private static final Duration ANNOUNCEMENT_RETRY = Duration.ofMillis(500);

  private final IngestConfig config;
  private final KafkaSettings kafka;
  private final MeasuredClock clock;
  private final ListenerAccess access;
  private final CurrentLimits limits;
  private final Closer closer;
  private final String clientId;
  private final List<PipelineParts> pipelines = new ArrayList<>();

  ListenerStart(
      IngestConfig config,
      Clock clock,
      ListenerAccess access,
      CurrentLimits limits,
      Closer closer) {
    this.config = config;
    this.kafka = config.kafka();
    this.clock = MeasuredClock.of(clock, kafka.clockBound());
    this.access = access;
    this.limits = limits;
    this.closer = closer;
    this.clientId = "ingest-" + config.name();
  }

  /** Returns the parts of each pipeline. To be called after {@link #listener}. */
  List<PipelineParts> pipelines() {
    return List.copyOf(pipelines);
  }

  HttpListener listener() {
    ListenAddress.requireFree(config.host(), config.port());
    config.tls().ifPresent(files -> ListenerTls.requireUsable("tls", files, clock));
    Admin admin = closer.add(kafka.admin(clientId));
    TopicSetup topics = new TopicSetup(admin, kafka.topics());
    BrokerWait.until(
        kafka,
        "store segments of pipeline " + config.name(),
        () -> {
          topics.ensureShared(RequiredTopicAccess.ingest().keySet());
          topics.ensurePipelines(config.pipelines());
        });
    closer.add(ClockProbe.start(clock, kafka, clientId));
    ListenerParts parts = parts(admin);
    watchReadiness(new ReadinessLog("ingest of pipeline " + config.name()), parts.timer());
    HttpListener listener = closer.add(HttpListener.open(config, parts));
    LOG.info(
        "ingest of pipeline {} listens on {}:{}", config.name(), config.host(), listener.port());
    return listener;
  }

  private void watchReadiness(ReadinessLog log, TaskScheduler timer) {
    List<String> problems =
        pipelines.stream()
            .flatMap(pipeline -> pipeline.readiness().problems().stream())
            .distinct()
            .toList();
    log.seen(
        problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)),
        System.nanoTime());
    timer.after(WATCH_READINESS, () -> watchReadiness(log, timer));
  }

  private ListenerParts parts(Admin admin) {
    ControlState control = new ControlState();
    ControlReader controlReader =
        closer.add(new ControlReader(kafka, clientId + "-control", control));
    ListenerMetrics metrics = new ListenerMetrics(config.pipelines());
    closer.add(metrics::close);
    closer.add(metrics.watchProcess());
    metrics.watchClock(clock);
    metrics.watchTenants(() -> control.tenants().size());
    metrics.watchAccess(access::problem);
    metrics.watchLimits(limits::problem);
    SystemTaskScheduler timer = closer.add(new SystemTaskScheduler(clientId + "-timer"));
    UploadMemory uploadMemory =
        new UploadMemory(config.uploads().maxInFlightBytes(), config.uploads().memoryWait(), timer);
    metrics.watchInFlight(uploadMemory::heldBytes);
    controlReader.start();
    PipelineStart start =
        new PipelineStart(config, admin, controlReader, control, clock, timer, metrics, closer);
    metrics.watchKafka(start::kafkaMetrics);
    List<BooleanSupplier> caughtUp = new ArrayList<>();
    for (String pipeline : config.pipelines()) {
      pipelines.add(start.parts(pipeline, caughtUp));
    }
    metrics.watchReadiness(
        pipelines.stream()
            .collect(Collectors.toMap(PipelineParts::pipeline, PipelineParts::readiness)));
    TenantRegistry tenants = tenants(control, metrics);
    ListenerParts parts =
        new ListenerParts(
            pipelines(),
            access,
            control,
            tenants,
            uploadMemory,
            announcements(controlReader, control, tenants, metrics),
            metrics,
            refusals(control, metrics, timer),
            clock,
            timer,
            threads("answer", ANSWERERS),
            threads("refusal", REFUSERS));
    caughtUp.add(controlReader::caughtUp);
    caughtUp.add(() -> clock.offsetMillis().isPresent());
    awaitCatchUp(caughtUp);
    return parts;
  }

  private TenantRegistry tenants(ControlState control, ListenerMetrics metrics) {
    return new TenantRegistry(
            Limit.of(Limit.Node.INGEST),
            TenantLimits.standard()
                .with(Limit.BODY_BYTES, Math.max(1, config.uploads().maxInFlightBytes() / 2)),
            control::tenants,
            System::nanoTime,
            metrics::tenantRefused)
        .follow(limits);
  }

  private RefusalReporter refusals(
      ControlState control, ListenerMetrics metrics, TaskScheduler timer) {
    RefusalLog log =
        closer.add(
            new RefusalLog(
                clientId + "-refusals",
                kafka.durableProducer(clientId + "-refusals", config.delivery().attempt())));
    RefusalReporter refusals =
        new RefusalReporter(
            config.pipelines(),
            clock,
            told -> {
              metrics.refused(told);
              log.accept(told);
            });
    control.whenEnded(
        event -> {
          refusals.ended(event.id());
          metrics.ended(event.id());
        });
    reportPeriodically(refusals, timer);
    return refusals;
  }

  private static void reportPeriodically(RefusalReporter refusals, TaskScheduler timer) {
    timer.after(
        TELL_REFUSALS,
        () -> {
          refusals.reportDue();
          reportPeriodically(refusals, timer);
        });
  }

  /**
   * Makes the publication of notifications, which has its own Kafka clients and its own thread
   * beside the segments.
   */
  private AnnouncementReader announcements(
      ControlReader controlReader,
      ControlState control,
      TenantRegistry tenants,
      ListenerMetrics metrics) {
    KafkaControlLog log =
        closer.add(new KafkaControlLog(kafka, clientId + "-announce", controlReader, control));
    AnnouncementPublisher announcementPublisher =
        closer.add(
            new AnnouncementPublisher(
                clientId + "-announcer", log, tenants, metrics, clock, ANNOUNCEMENT_RETRY));
    announcementPublisher.start();
    return new AnnouncementReader(control, announcementPublisher, metrics, clock);
  }

  private ExecutorService threads(String what, int count) {
    ExecutorService pool =
        Executors.newFixedThreadPool(count, NamedThreadFactory.numbered(clientId + "-" + what));
    closer.add(pool::shutdownNow);
    return pool;
  }

  /**
   * Waits for a limited time. A slow start is no reason to give up, because the health check then
   * says what is missing.
   */
  private static void awaitCatchUp(List<BooleanSupplier> caughtUp) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CATCH_UP_MILLIS);
    try {
      while (!caughtUp.stream().allMatch(BooleanSupplier::getAsBoolean)
          && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
