package io.liveorigin.serving;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.RequiredTopicAccess;
import io.liveorigin.kafka.TopicAccessCheck;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.kafka.control.ControlReader;
import io.liveorigin.kafka.control.KafkaControlLog;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.admin.PipelineTopics;
import io.liveorigin.serving.bytes.kafka.KafkaSegmentReader;
import io.liveorigin.serving.bytes.kafka.ReadBackQuota;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.serving.cmcd.ViewLog;
import io.liveorigin.serving.invalidation.cells.CellIdentity;
import io.liveorigin.serving.invalidation.cells.CellRegistry;
import io.liveorigin.serving.invalidation.cells.KafkaCellLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** The Kafka clients of a server, other than those of the selector. */
public final class KafkaPorts implements AutoCloseable {
  private static final Duration DELIVERY = Duration.ofSeconds(10);

  private final KafkaSettings kafka;
  private final String clientId;
  private final ControlState control;
  private final ControlReader controlReader;
  private final KafkaControlLog controlLog;
  private final Producer<String, byte[]> producer;
  private final KafkaSegmentReader segments;
  private final CellIdentity self;
  private final CellRegistry cells;
  private final KafkaCellLog cellLog;
  private final Admin admin;
  private final TopicAccessCheck access;
  private final Optional<KafkaViewLog> views;

  private KafkaPorts(
      KafkaSettings kafka,
      CellIdentity self,
      ControlState control,
      ReadBackSettings readBack,
      boolean views,
      Clock clock) {
    this.kafka = kafka;
    this.self = self;
    this.clientId = self.cell() + "-" + self.node();
    this.control = control;
    this.controlReader = new ControlReader(kafka, clientId + "-control", control);
    this.controlLog = new KafkaControlLog(kafka, clientId + "-admin", controlReader, control);
    this.producer = kafka.durableProducer(clientId + "-reports", DELIVERY);
    this.segments =
        KafkaSegmentReader.start(
            readBack,
            number ->
                kafka.readBackConsumer(readerId(clientId, number), new ByteBufferDeserializer()));
    this.cells = new CellRegistry(self.sessionTimeout());
    this.cellLog = new KafkaCellLog(kafka, clientId, producer, cells, clock);
    this.admin = kafka.admin(clientId + "-access");
    this.access =
        new TopicAccessCheck(
            admin,
            kafka.trouble(),
            () -> RequiredTopicAccess.serving(pipelines(control)),
            kafka.checkPeriod(),
            clientId + "-access");
    this.views =
        views ? Optional.of(new KafkaViewLog(kafka, clientId + "-views")) : Optional.empty();
  }

  /**
   * Opens the clients and follows {@code control} and {@code cells}. The shared topics must exist.
   *
   * @param views whether this node writes {@code views}, which is then created if it is missing
   */
  public static KafkaPorts open(
      KafkaSettings kafka,
      CellIdentity self,
      ControlState control,
      ReadBackSettings readBack,
      boolean views,
      Clock clock) {
    if (views) {
      KafkaViewLog.ensureTopic(kafka, self.cell() + "-" + self.node());
    }
    readBack
        .bytesPerSecond()
        .ifPresent(rate -> limitReads(kafka, self.cell() + "-" + self.node(), readBack, rate));
    KafkaPorts ports = new KafkaPorts(kafka, self, control, readBack, views, clock);
    ports.controlReader.start();
    ports.access.start();
    return ports;
  }

  private static Set<String> pipelines(ControlState control) {
    return control.events().stream()
        .flatMap(event -> event.definition().pipelines().stream())
        .collect(Collectors.toSet());
  }

  private static String readerId(String clientId, int number) {
    return clientId + "-read-" + number;
  }

  private static void limitReads(
      KafkaSettings kafka, String clientId, ReadBackSettings readBack, long bytesPerSecond) {
    List<String> readers =
        IntStream.range(0, readBack.readers()).mapToObj(i -> readerId(clientId, i)).toList();
    try (Admin admin = kafka.admin(clientId + "-quota")) {
      ReadBackQuota.apply(admin, readers, bytesPerSecond);
    }
  }

  /** The ports of a server that uses this index. */
  public ServingPorts with(DecisionIndex index) {
    return new ServingPorts(
        index,
        control,
        controlReader::caughtUp,
        segments,
        controlLog,
        pipelineTopics(),
        kafka.topics(),
        self,
        cells,
        cellLog,
        access::problem,
        this::audit,
        views.<ViewLog>map(log -> log).orElse((record, written) -> written.accept(false)));
  }

  /** The metrics of the producer of reports. Any thread. */
  public Map<MetricName, ? extends Metric> kafkaMetrics() {
    return producer.metrics();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback reports the outcome
  private CompletableFuture<Void> audit(AuditRecord record) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    producer.send(
        new ProducerRecord<>(Topics.AUDIT, record.key(), record.toJson()),
        (metadata, failure) -> {
          if (failure == null) {
            written.complete(null);
          } else {
            written.completeExceptionally(failure);
          }
        });
    return written;
  }

  private PipelineTopics pipelineTopics() {
    TopicSetup setup = new TopicSetup(admin, kafka.topics());
    return new PipelineTopics() {
      @Override
      public void ensure(List<String> pipelines) {
        setup.ensurePipelines(pipelines);
      }

      @Override
      public Set<String> existing() {
        return setup.existingPipelines();
      }
    };
  }

  @Override
  public void close() {
    views.ifPresent(KafkaViewLog::close);
    access.close();
    admin.close(Duration.ofSeconds(2));
    cellLog.close();
    segments.close();
    controlLog.close();
    controlReader.close();
    producer.close(Duration.ofSeconds(2));
  }
}
