package io.liveorigin.serving.invalidation.cells;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.CellReport;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.PartitionFollower;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes this node's reports to {@code cells}, and follows the reports of all nodes. */
public final class KafkaCellLog implements CellLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCellLog.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.CELLS, 0);

  /** A node with an older report has either reported since, or is silent. */
  private static final Duration LOOK_BACK = Duration.ofMinutes(1);

  private final Producer<String, byte[]> producer;
  private final PartitionFollower follower;

  /**
   * Starts to follow at once.
   *
   * @param producer not closed here
   */
  public KafkaCellLog(
      KafkaSettings kafka,
      String clientId,
      Producer<String, byte[]> producer,
      CellRegistry registry,
      Clock clock) {
    this.producer = producer;
    String name = clientId + "-cells";
    this.follower =
        new PartitionFollower(
            () -> kafka.readerConsumer(name),
            PARTITION,
            name,
            new PartitionFollower.Reader() {
              @Override
              public void begin(Consumer<String, byte[]> consumer, TopicPartition partition) {
                beginAt(consumer, clock.millis() - LOOK_BACK.toMillis());
              }

              @Override
              public void read(ConsumerRecord<String, byte[]> record) {
                record(registry, record);
              }
            });
    follower.start();
  }

  private static void beginAt(Consumer<String, byte[]> consumer, long instant) {
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(Map.of(PARTITION, instant));
    OffsetAndTimestamp first = found.get(PARTITION);
    if (first == null) {
      consumer.seekToEnd(List.of(PARTITION));
    } else {
      consumer.seek(PARTITION, first.offset());
    }
  }

  private static void record(CellRegistry registry, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      registry.record(WireJson.read(record.value(), CellReport.class));
    } catch (OriginException e) {
      LOG.error("cell report {} is not readable: {}", record.key(), e.getMessage());
    }
  }

  @Override
  public void publish(CellReport report) {
    try {
      producer.send(
          new ProducerRecord<>(
              Topics.CELLS, PARTITION.partition(), report.name(), WireJson.write(report)),
          (metadata, failure) -> {
            if (failure != null) {
              LOG.warn("a report of this node was not delivered: {}", failure.getMessage());
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      // KafkaProducer throws IllegalStateException once it is closed.
      LOG.warn("a report of this node was not sent: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
