package io.liveorigin.ingest;

import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.lifecycle.Closer;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.lifecycle.NotReadyCause;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.http.PipelineParts;
import io.liveorigin.ingest.inits.DeclaredTracks;
import io.liveorigin.ingest.inits.InitCatalog;
import io.liveorigin.ingest.inits.InitReader;
import io.liveorigin.ingest.inspect.UploadInspector;
import io.liveorigin.ingest.observe.IngestMetrics;
import io.liveorigin.ingest.observe.ListenerMetrics;
import io.liveorigin.ingest.publish.UploadPublisher;
import io.liveorigin.ingest.ready.IngestReadiness;
import io.liveorigin.ingest.ready.IngestReadiness.Condition;
import io.liveorigin.ingest.ready.ReplicaCheck;
import io.liveorigin.ingest.store.Delivery;
import io.liveorigin.ingest.store.KafkaSegmentLog;
import io.liveorigin.ingest.store.RecentCopies;
import io.liveorigin.ingest.store.TaskScheduler;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.RequiredTopicAccess;
import io.liveorigin.kafka.TopicAccessCheck;
import io.liveorigin.kafka.control.ControlReader;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.SegmentInspector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Wires the parts of each pipeline of a listener. */
final class PipelineStart {
  private static final int REMEMBERED_ADDRESSES = 65_536;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** Kafka's client blocks its caller only while its buffer is full; a few threads are enough. */
  private static final int APPENDERS = 4;

  private final IngestConfig config;
  private final KafkaSettings kafka;
  private final Admin admin;
  private final ControlReader controlReader;
  private final ControlState control;
  private final MeasuredClock clock;
  private final TaskScheduler timer;
  private final ListenerMetrics metrics;
  private final Closer closer;

  /** The producers of segments, for their metrics. */
  private final List<Producer<String, byte[]>> producers = new CopyOnWriteArrayList<>();

  PipelineStart(
      IngestConfig config,
      Admin admin,
      ControlReader controlReader,
      ControlState control,
      MeasuredClock clock,
      TaskScheduler timer,
      ListenerMetrics metrics,
      Closer closer) {
    this.config = config;
    this.kafka = config.kafka();
    this.admin = admin;
    this.controlReader = controlReader;
    this.control = control;
    this.clock = clock;
    this.timer = timer;
    this.metrics = metrics;
    this.closer = closer;
  }

  /**
   * Makes the parts of a pipeline, and starts to follow its init segments and replicas.
   *
   * @param caughtUp receives the conditions to wait for before the listener opens
   */
  PipelineParts parts(String pipeline, List<BooleanSupplier> caughtUp) {
    String clientId = "ingest-" + pipeline;
    ReplicaCheck replicas =
        closer.add(new ReplicaCheck(admin, kafka.topics(), pipeline, kafka.checkPeriod()));
    TopicAccessCheck access =
        closer.add(
            new TopicAccessCheck(
                admin,
                kafka.trouble(),
                () -> RequiredTopicAccess.ingest(pipeline),
                kafka.checkPeriod(),
                clientId + "-access"));
    InitCatalog inits = new InitCatalog();
    control.whenEnded(inits::ended);
    InitReader initReader =
        closer.add(
            new InitReader(
                () -> kafka.readerConsumer(clientId + "-inits"),
                pipeline,
                kafka.topics().partitions(),
                inits,
                new InitInspector(),
                DeclaredTracks.of(controlReader::caughtUp, control)));
    caughtUp.add(initReader::caughtUp);
    IngestReadiness readiness =
        new IngestReadiness(
            List.of(
                new Condition(
                    true,
                    NotReadyCause.EVENTS,
                    unless(controlReader::caughtUp, "events are being read")),
                new Condition(
                    true,
                    NotReadyCause.INIT_SEGMENTS,
                    unless(initReader::caughtUp, "init segments are being read")),
                new Condition(true, NotReadyCause.REPLICA_SETTINGS, replicas::broken),
                new Condition(false, NotReadyCause.REPLICAS, replicas::degraded),
                new Condition(false, NotReadyCause.ACCESS, access::problem),
                // Uploads are accepted nevertheless: they are the only copy of this pipeline, and
                // their arrival is measured by the brokers' time, not by the clock of this machine.
                new Condition(false, NotReadyCause.CLOCK, clock::inaccuracy)));
    initReader.start();
    replicas.start();
    access.start();
    IngestMetrics figures = metrics.pipeline(pipeline, replicas::checkSoon);
    figures.watchInits(inits::size);
    figures.watchReplicas(replicas::underReplicated);
    return new PipelineParts(
        pipeline, readiness, publisher(pipeline, clientId, inits, figures), figures);
  }

  /** The metrics of the producers of segments. Any thread. */
  List<Map<MetricName, ? extends Metric>> kafkaMetrics() {
    List<Map<MetricName, ? extends Metric>> all = new ArrayList<>();
    producers.forEach(producer -> all.add(producer.metrics()));
    return all;
  }

  private UploadPublisher publisher(
      String pipeline, String clientId, InitCatalog inits, IngestMetrics figures) {
    Producer<String, byte[]> producer =
        kafka.durableProducer(clientId, config.delivery().attempt());
    producers.add(producer);
    KafkaSegmentLog log =
        closer.add(new KafkaSegmentLog(producer, pipeline, kafka.topics().partitions()));
    ExecutorService appenders =
        Executors.newFixedThreadPool(APPENDERS, NamedThreadFactory.numbered(clientId + "-append"));
    closer.add(appenders::shutdownNow);
    return new UploadPublisher(
        pipeline,
        new RecentCopies(REMEMBERED_ADDRESSES, REMEMBERED),
        inits,
        new UploadInspector(new SegmentInspector(), new InitInspector()),
        new Delivery(log, config.delivery(), clock, timer, appenders, figures));
  }

  private static Supplier<Optional<String>> unless(BooleanSupplier condition, String problem) {
    return () -> condition.getAsBoolean() ? Optional.empty() : Optional.of(problem);
  }
}
