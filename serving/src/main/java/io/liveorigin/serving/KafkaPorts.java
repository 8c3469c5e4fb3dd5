package io.liveorigin.serving;

import io.liveorigin.contract.control.ControlReader;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.control.ControlWriter;
import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.contract.topic.TopicSetup;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.readback.KafkaSegmentReader;
import io.liveorigin.serving.readback.ReadBackSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The Kafka clients of a server, beside those of the selector. */
public final class KafkaPorts implements AutoCloseable {
  private static final Duration DELIVERY = Duration.ofSeconds(10);

  private final KafkaSettings kafka;
  private final String clientId;
  private final ControlState control;
  private final ControlReader controlReader;
  private final Producer<String, byte[]> producer;
  private final KafkaSegmentReader segments;

  private KafkaPorts(
      KafkaSettings kafka, String clientId, ControlState control, ReadBackSettings readBack) {
    this.kafka = kafka;
    this.clientId = clientId;
    this.control = control;
    this.controlReader = new ControlReader(kafka, clientId + "-control", control);
    this.producer = kafka.durableProducer(clientId + "-admin", DELIVERY);
    this.segments =
        KafkaSegmentReader.start(
            readBack, number -> kafka.readBackConsumer(clientId + "-read-" + number));
  }

  /** Opens the clients and follows {@code control}. The shared topics must exist. */
  public static KafkaPorts open(
      KafkaSettings kafka, String clientId, ControlState control, ReadBackSettings readBack) {
    KafkaPorts ports = new KafkaPorts(kafka, clientId, control, readBack);
    ports.controlReader.start();
    return ports;
  }

  /** What a server over this index needs. */
  public ServingPorts with(DecisionIndex index) {
    ControlWriter writer = new ControlWriter(producer, kafka.topics().partitions());
    return new ServingPorts(
        index,
        control,
        controlReader::caughtUp,
        segments,
        writer::publish,
        this::ensurePipelines,
        kafka.topics());
  }

  private void ensurePipelines(List<String> pipelines) {
    // Events are declared seldom: no client is kept for it.
    try (Admin admin = kafka.admin(clientId + "-topics")) {
      new TopicSetup(admin, kafka.topics()).ensurePipelines(pipelines);
    }
  }

  @Override
  public void close() {
    segments.close();
    controlReader.close();
    producer.close(Duration.ofSeconds(2));
  }
}
