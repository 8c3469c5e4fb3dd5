package io.liveorigin.serving.support;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.decision.InitChange;
import io.liveorigin.contract.decision.Reason;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.LiveEdgeState;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.ServingPorts;
import io.liveorigin.serving.ServingServer;
import io.liveorigin.serving.TlsSettings;
import io.liveorigin.serving.admin.PipelineTopics;
import io.liveorigin.serving.bytes.kafka.StoredSegment;
import io.liveorigin.serving.front.SlowReaderSettings;
import io.liveorigin.serving.invalidation.cells.CellIdentity;
import io.liveorigin.serving.invalidation.cells.CellRegistry;
import io.liveorigin.serving.load.AdmissionSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A real server over HTTP, with the selector and Kafka played by the test. */
public final class TestNode implements AutoCloseable {
  /** An instant at which a segment of {@link Samples#NEWS} starts. */
  public static final long START = 1_700_000_000_000L;

  public final TestClock clock = new TestClock(START);
  public final FakeIndex index = new FakeIndex();
  public final ControlState control = new ControlState();
  public final ControlLog controlLog =
      new MemoryControlLog(
          control,
          () -> this.publishFailure.ifPresent(TestNode::fail),
          record -> this.audited.add(AuditRecord.read(record.value())));
  public final PrometheusMeterRegistry meters = MeterRegistration.registry();
  public final Map<Digest, ByteBuffer> stored = new ConcurrentHashMap<>();
  public final AtomicInteger reads = new AtomicInteger();

  /** Offset of the next record of a decision. */
  public final AtomicLong offsets = new AtomicLong(100);

  public final List<List<String>> ensured = new CopyOnWriteArrayList<>();

  /** Pipelines that have topics. */
  public final Set<String> pipelines = Set.of("a", "b");

  public volatile Optional<OriginException> readFailure = Optional.empty();
  public volatile Optional<OriginException> publishFailure = Optional.empty();
  public volatile boolean controlCaughtUp = true;
  public volatile Optional<String> access = Optional.empty();

  /** What the topic audit has. */
  public final List<AuditRecord> audited = new CopyOnWriteArrayList<>();

  /** The records of the topic views. */
  public final List<ViewRecord> views = new CopyOnWriteArrayList<>();

  /** Whether Kafka accepts records about viewers. */
  public volatile boolean viewsAccepted = true;

  /** Whether Kafka keeps the writer of views waiting. */
  public volatile boolean viewsHang;

  /** What is refused is not recorded. */
  public volatile Optional<OriginException> auditFailure = Optional.empty();

  /** Reads from now on end when their entry in {@link #hangingReads} is run. */
  public volatile boolean readsHang;

  public final Queue<Runnable> hangingReads = new ConcurrentLinkedQueue<>();
  public final CellRegistry cells = new CellRegistry(Duration.ofSeconds(6));
  public final LiveEdgeState edge;
  public final ServingServer server;
  public final HttpClient http;

  /** Of both listeners; none where they speak plain HTTP. */
  public final Optional<TestTls> tls;

  public TestNode() {
    this(config -> config);
  }

  public TestNode(UnaryOperator<ServingConfig> settings) {
    this(Optional.empty(), settings);
  }

  /** A node for which half of this session without a look at its readiness is a pause. */
  public TestNode(Duration sessionTimeout) {
    this(Optional.empty(), config -> config, sessionTimeout);
  }

  /** With listeners that speak TLS, which is closed with the node. */
  public TestNode(Optional<TestTls> tls, UnaryOperator<ServingConfig> settings) {
    // Readiness is looked at in real time: the jump of a test's clock must not count as a pause.
    this(tls, settings, Duration.ofDays(365));
  }

  /**
   * @param tls with listeners that speak TLS, which is closed with the node
   * @param sessionTimeout half of this without a look at the node's readiness is a pause
   */
  public TestNode(
      Optional<TestTls> tls, UnaryOperator<ServingConfig> settings, Duration sessionTimeout) {
    this.tls = tls;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    tls.ifPresent(some -> client.sslContext(some.client()));
    this.http = client.build();
    // How late threads are is the machine's business, and no test's.
    AdmissionSettings patient =
        AdmissionSettings.standard().withLag(Duration.ofHours(1), Duration.ofMinutes(1));
    Duration hour = Duration.ofHours(1);
    ServingConfig config =
        settings.apply(
            ServingConfig.onLoopback(0, 0)
                .withTls(tls.map(TestTls::both).orElseGet(TlsSettings::none))
                .withAdmission(patient)
                .withReaders(new SlowReaderSettings(1, hour, hour, 1)));
    this.edge =
        new LiveEdgeState(
            config,
            control,
            Samples.PARTITIONS,
            clock,
            () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()),
            meters);
    this.server =
        ServingServer.start(
            config,
            edge,
            new ServingPorts(
                index,
                control,
                () -> controlCaughtUp,
                this::read,
                controlLog,
                topics(),
                TopicSettings.singleNode(),
                new CellIdentity("cell", "n1", sessionTimeout),
                cells,
                cells::record,
                () -> access,
                this::audit,
                this::view),
            clock,
            meters);
    declare(Samples.definition(Samples.NEWS));
  }

  private PipelineTopics topics() {
    return new PipelineTopics() {
      @Override
      public void ensure(List<String> pipelines) {
        ensured.add(pipelines);
      }

      @Override
      public Set<String> existing() {
        return pipelines;
      }
    };
  }

  private CompletableFuture<Void> audit(AuditRecord record) {
    if (auditFailure.isPresent()) {
      return CompletableFuture.failedFuture(auditFailure.get());
    }
    audited.add(record);
    return CompletableFuture.completedFuture(null);
  }

  private void view(ViewRecord record, Consumer<Boolean> written) {
    while (viewsHang) {
      Thread.onSpinWait();
    }
    boolean accepted = viewsAccepted;
    if (accepted) {
      views.add(record);
    }
    written.accept(accepted);
  }

  private static void fail(OriginException failure) {
    throw failure;
  }

  private CompletableFuture<ByteBuffer> read(StoredSegment segment) {
    reads.incrementAndGet();
    if (readsHang) {
      CompletableFuture<ByteBuffer> hanging = new CompletableFuture<>();
      hangingReads.add(() -> hanging.complete(stored.get(segment.digest())));
      return hanging;
    }
    return readFailure
        .<CompletableFuture<ByteBuffer>>map(CompletableFuture::failedFuture)
        .orElseGet(
            () ->
                Optional.ofNullable(stored.get(segment.digest()))
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(
                        () ->
                            CompletableFuture.failedFuture(
                                new OriginException(ErrorCode.BYTES_LOST, "deleted"))));
  }

  public void declare(EventDefinition definition) {
    control.apply(
        ControlKey.event(definition.id()).toString(), Optional.of(ControlJson.write(definition)));
  }

  public Schedule schedule() {
    return Samples.news().schedule();
  }

  /** The largest number that is due now. */
  public long liveEdge() {
    return schedule().liveEdge(clock.millis());
  }

  public static SegmentAddress v0(long number) {
    return new SegmentAddress(Samples.V0, number);
  }

  public static String path(long number) {
    return "/acme/news/v0-" + number + ".m4s";
  }

  /** The selector sees a copy, decides for it and announces that. */
  public Candidate publish(long number, byte[] bytes, Defect... defects) {
    Candidate candidate = pass(number, "a", bytes, defects);
    accept(Samples.decision(v0(number), 1, candidate));
    return candidate;
  }

  /** The selector sees a copy. */
  public Candidate pass(long number, String pipeline, byte[] bytes, Defect... defects) {
    Candidate candidate = Samples.candidate(v0(number), pipeline, bytes, clock.millis(), defects);
    edge.candidate(v0(number), candidate, bytes);
    stored.put(candidate.digest(), ByteBuffer.wrap(bytes));
    return candidate;
  }

  /** In the store first, then announced: as the selector does. */
  public void accept(Decision decision) {
    index.decisions.put(decision.address(), decision);
    announce(decision);
  }

  /** Announced only, as the record after the last one of its partition. */
  public void announce(Decision decision) {
    int partition = Partitions.of(decision.address().track(), Samples.PARTITIONS);
    String topic =
        decision.address() instanceof SegmentAddress ? Topics.SELECTIONS : Topics.INIT_SELECTIONS;
    edge.accepted(decision, new RecordPosition(topic, partition, offsets.getAndIncrement()));
  }

  /** A decision of before this node's start: in the store, in Kafka, in no memory. */
  public Candidate old(long number, byte[] bytes, Defect... defects) {
    Candidate candidate = Samples.candidate(v0(number), "a", bytes, START, defects);
    stored.put(candidate.digest(), ByteBuffer.wrap(bytes));
    index.decisions.put(v0(number), Samples.decision(v0(number), 1, candidate));
    return candidate;
  }

  public void init(Track track, byte[] bytes) {
    announce(oldInit(track, bytes));
  }

  /** One of before this node's start. */
  public Decision oldInit(Track track, byte[] bytes) {
    Address address = new InitAddress(track);
    Candidate candidate = Samples.candidate(address, "a", bytes, START);
    Decision decision = Samples.decision(address, 1, candidate);
    index.inits.put(candidate.digest(), bytes);
    index.decisions.put(address, decision);
    return decision;
  }

  /** Another init segment counts from that number on; told as the selector does. */
  public void changeInit(Track track, byte[] bytes, long from) {
    Decision before = index.decisions.get(new InitAddress(track));
    Candidate next = Samples.candidate(before.address(), "a", bytes, START);
    index.inits.put(next.digest(), bytes);
    List<Candidate> all = new ArrayList<>(before.candidates());
    all.add(next);
    accept(
        new Decision(
            before.address(),
            before.revision() + 1,
            Optional.of(next),
            Reason.UPGRADE,
            all,
            List.of(),
            0,
            clock.millis(),
            "cell",
            0,
            before.listing(),
            Optional.empty(),
            before.changes().with(new InitChange(next.digest(), from)),
            0));
  }

  public URI uri(String path) {
    return URI.create(scheme() + "://127.0.0.1:" + server.port() + path);
  }

  public URI adminUri(String path) {
    return URI.create(scheme() + "://127.0.0.1:" + server.adminPort() + path);
  }

  private String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  /** Connects a socket; where the node speaks TLS, within TLS from now on. */
  public Socket connect(Socket socket, int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return tls.isPresent()
        ? tls.get().client().getSocketFactory().createSocket(socket, "127.0.0.1", port, true)
        : socket;
  }

  /** Headers alternate name and value. */
  public HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", uri(path), headers);
  }

  public HttpResponse<byte[]> head(String path, String... headers) {
    return send("HEAD", uri(path), headers);
  }

  public HttpResponse<byte[]> send(String method, URI uri, String... headers) {
    return send(method, uri, HttpRequest.BodyPublishers.noBody(), headers);
  }

  public HttpResponse<byte[]> send(
      String method, URI uri, HttpRequest.BodyPublisher body, String... headers) {
    try {
      return http.send(
          request(method, uri, body, headers), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(method + " " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public CompletableFuture<HttpResponse<byte[]>> getAsync(String path, String... headers) {
    return http.sendAsync(
        request("GET", uri(path), HttpRequest.BodyPublishers.noBody(), headers),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpRequest request(
      String method, URI uri, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).method(method, body);
    return headers.length == 0 ? builder.build() : builder.headers(headers).build();
  }

  /** Requests that wait now, as the gauge says. */
  public int held() {
    return (int) meters.get("serving.holds").gauge().value();
  }

  @Override
  public void close() {
    viewsHang = false;
    server.close();
    edge.close();
    tls.ifPresent(TestTls::close);
  }
}
