package io.liveorigin.ingest.support;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.wire.RefusalRecord;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.announce.AnnouncementPublisher;
import io.liveorigin.ingest.announce.AnnouncementReader;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.http.HttpListener;
import io.liveorigin.ingest.http.ListenerParts;
import io.liveorigin.ingest.http.PipelineParts;
import io.liveorigin.ingest.inits.InitCatalog;
import io.liveorigin.ingest.inspect.UploadInspector;
import io.liveorigin.ingest.observe.IngestMetrics;
import io.liveorigin.ingest.observe.ListenerMetrics;
import io.liveorigin.ingest.observe.RefusalReporter;
import io.liveorigin.ingest.publish.UploadPublisher;
import io.liveorigin.ingest.ready.IngestReadiness;
import io.liveorigin.ingest.ready.IngestReadiness.Condition;
import io.liveorigin.ingest.store.Delivery;
import io.liveorigin.ingest.store.DeliverySettings;
import io.liveorigin.ingest.store.RecentCopies;
import io.liveorigin.ingest.store.SystemTaskScheduler;
import io.liveorigin.ingest.upload.UploadLimits;
import io.liveorigin.ingest.upload.UploadMemory;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.SegmentInspector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A real listener on a free port, over a log in memory, at a fixed instant. */
public final class TestListener implements AutoCloseable {
  public static final int CAP = 64 * 1024;

  public final FakeLog log = new FakeLog();
  public final UploadMemory uploadMemory;
  public final ListenerMetrics metrics;
  public final ControlState control = new ControlState();

  /** How much each may have; in their time, which stands still. */
  public final TenantRegistry tenants;

  public final AtomicLong tenantNanos = new AtomicLong();

  /** Keys of control records, as they were published; a deletion has a minus before it. */
  public final List<String> published = new CopyOnWriteArrayList<>();

  public volatile Optional<OriginException> publishFailure = Optional.empty();

  /** Happens while a control record is on its way. */
  public volatile Runnable duringPublish = () -> {};

  /** What was told of uploads that were refused. */
  public final List<RefusalRecord> told = new CopyOnWriteArrayList<>();

  private final SystemTaskScheduler timer = new SystemTaskScheduler("test-timer");
  private final ExecutorService appender = Executors.newFixedThreadPool(2);

  private final ExecutorService answering = Executors.newFixedThreadPool(2);

  /** Answers that were given to the executor of what is stored. */
  public final AtomicInteger answers = new AtomicInteger();

  private final ExecutorService refusing = Executors.newFixedThreadPool(1);

  /** None where it speaks plain HTTP. */
  public final Optional<TestTls> tls;

  private final AnnouncementPublisher announcementPublisher;
  private final HttpListener listener;
  private volatile Optional<String> problem = Optional.empty();

  /** With limits that fit a test. */
  public TestListener() {
    this(Optional.empty());
  }

  /** The same with TLS, which is closed with the listener. */
  public TestListener(Optional<TestTls> tls) {
    this(
        new UploadLimits(CAP, 4 * CAP, Duration.ofSeconds(1), 32),
        delivery(Duration.ofSeconds(5)),
        ListenerAccess.open("a"),
        tls);
  }

  public TestListener(UploadLimits uploads, DeliverySettings delivery, ListenerAccess access) {
    this(List.of("a"), uploads, delivery, access);
  }

  /** A listener of these pipelines, all of which store in the same log. */
  public TestListener(
      List<String> pipelines,
      UploadLimits uploads,
      DeliverySettings delivery,
      ListenerAccess access) {
    this(pipelines, uploads, delivery, access, Optional.empty());
  }

  public TestListener(
      UploadLimits uploads,
      DeliverySettings delivery,
      ListenerAccess access,
      Optional<TestTls> tls) {
    this(List.of("a"), uploads, delivery, access, tls);
  }

  /** The same with TLS. */
  public TestListener(
      List<String> pipelines,
      UploadLimits uploads,
      DeliverySettings delivery,
      ListenerAccess access,
      Optional<TestTls> tls) {
    this.tls = tls;
    IngestConfig config =
        IngestConfig.of(pipelines, 0, new KafkaSettings("127.0.0.1:1", TopicSettings.singleNode()))
            .withUploads(uploads)
            .withDelivery(delivery)
            .withTls(tls.map(TestTls::files));
    Clock clock = Clock.fixed(Events.NOW, ZoneOffset.UTC);
    this.metrics = new ListenerMetrics(pipelines);
    this.uploadMemory = new UploadMemory(uploads.maxInFlightBytes(), uploads.memoryWait(), timer);
    this.tenants =
        new TenantRegistry(
            Limit.of(Limit.Node.INGEST),
            TenantLimits.standard().with(Limit.BODY_BYTES, uploads.maxInFlightBytes() / 2),
            control::tenants,
            tenantNanos::get,
            metrics::tenantRefused);
    metrics.watchInFlight(uploadMemory::heldBytes);
    this.announcementPublisher =
        new AnnouncementPublisher(
            "test-announcer",
            new MemoryControlLog(),
            tenants,
            metrics,
            clock,
            Duration.ofMillis(5));
    announcementPublisher.start();
    this.listener =
        HttpListener.open(
            config,
            new ListenerParts(
                pipelines.stream().map(p -> parts(p, delivery, clock, metrics)).toList(),
                access,
                control,
                tenants,
                uploadMemory,
                new AnnouncementReader(control, announcementPublisher, metrics, clock),
                metrics,
                new RefusalReporter(pipelines, clock, told::add),
                clock,
                timer,
                this::answer,
                refusing));
    add(Events.event());
  }

  private PipelineParts parts(
      String pipeline, DeliverySettings delivery, Clock clock, ListenerMetrics metrics) {
    IngestMetrics figures = metrics.pipeline(pipeline, () -> {});
    UploadPublisher publisher =
        new UploadPublisher(
            pipeline,
            new RecentCopies(1000, Duration.ofMinutes(1)),
            new InitCatalog(),
            new UploadInspector(new SegmentInspector(), new InitInspector()),
            new Delivery(log, delivery, clock, timer, appender, figures));
    IngestReadiness readiness =
        new IngestReadiness(List.of(new Condition(true, NotReadyCause.OTHER, () -> problem)));
    return new PipelineParts(pipeline, readiness, publisher, figures);
  }

  /**
   * Settings with an alarm after 50 ms and a retry after 20 ms. Deliveries of media end at the gone
   * instant, which is 13 s away for the current number; so {@code minimum} counts for init segments
   * and late media.
   */
  public static DeliverySettings delivery(Duration minimum) {
    return new DeliverySettings(
        Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(20), minimum);
  }

  private void answer(Runnable task) {
    answers.incrementAndGet();
    answering.execute(task);
  }

  public void add(LiveEvent event) {
    control.apply(
        ControlKey.event(event.id()).toString(),
        Optional.of(ControlJson.write(event.definition())));
  }

  private final class MemoryControlLog implements ControlLog {
    @Override
    public ControlState latest() {
      return control;
    }

    @Override
    public <T> T change(Judge<T> judge) {
      ControlEdit edit = new ControlEdit();
      T answer = judge.judge(control, edit);
      for (ControlEdit.Entry entry : edit.entries()) {
        duringPublish.run();
        publishFailure.ifPresent(
            failure -> {
              throw failure;
            });
        published.add((entry.value().isPresent() ? "" : "-") + entry.key());
        control.apply(entry.key().toString(), entry.value());
      }
      return answer;
    }
  }

  /** Makes the listener unready, for that reason. */
  public void problem(String why) {
    problem = Optional.of(why);
  }

  public int port() {
    return listener.port();
  }

  public URI uri(String path) {
    return URI.create((tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port() + path);
  }

  /** A connection; where the listener speaks TLS, within it. */
  public Socket connect() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    return tls.isPresent()
        ? tls.get().client().getSocketFactory().createSocket(here, port())
        : new Socket(here, port());
  }

  /** Drains and closes the port; what is behind it goes on. */
  public void stopListening() {
    listener.close();
  }

  @Override
  public void close() {
    listener.close();
    announcementPublisher.close();
    appender.shutdownNow();
    answering.shutdownNow();
    refusing.shutdownNow();
    timer.close();
    tls.ifPresent(TestTls::close);
  }
}
