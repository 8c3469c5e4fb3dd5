package io.liveorigin.selector.evidence;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main consumer of Kafka Streams. It reports each poll to a {@link ConsumptionTracker}. */
final class ObservedConsumer extends KafkaConsumer<byte[], byte[]> {
  /**
   * Minimum interval between reports of positions, except after a poll with records: polls may
   * follow one another every few milliseconds.
   */
  private static final long POSITION_INTERVAL_NANOS = 20_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(ObservedConsumer.class);

  private final ConsumptionTracker tracker;
  private final Clock clock;

  /**
   * Monotonic: after a wall clock was set back by a minute, nothing would be proved for a minute.
   */
  private long lastPositions = System.nanoTime();

  ObservedConsumer(Map<String, Object> config, ConsumptionTracker tracker, Clock clock) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.tracker = tracker;
    this.clock = clock;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    tracker.polled(this, clock.millis());
    tracker.assigned(this, assignment());
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
      tracker.delivered(partition, batch.get(batch.size() - 1).offset());
    }
    long now = System.nanoTime();
    if (!records.isEmpty() || now - lastPositions >= POSITION_INTERVAL_NANOS) {
      lastPositions = now;
      reportPositions();
    }
    return records;
  }

  @Override
  public void close() {
    tracker.closed(this);
    super.close();
  }

  @Override
  public void close(CloseOptions options) {
    tracker.closed(this);
    super.close(options);
  }

  private void reportPositions() {
    for (TopicPartition partition : assignment()) {
      try {
        tracker.position(partition, position(partition, Duration.ZERO));
      } catch (TimeoutException | IllegalStateException e) {
        LOG.trace("the position of {} is not known yet, so nothing is proved", partition, e);
      }
    }
  }
}
