package io.liveorigin.contract.control;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.contract.topic.PartitionFollower;
import io.liveorigin.contract.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one partition of {@code control} into a {@link ControlState}, for the HTTP sides: each
 * partition has all records. What {@link PartitionFollower} says of failures holds here.
 */
public final class ControlReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.CONTROL, 0);

  private final PartitionFollower follower;

  public ControlReader(KafkaSettings kafka, String clientId, ControlState state) {
    this(() -> kafka.readerConsumer(clientId), clientId, state);
  }

  /** With consumers of the caller's making; each is used by one thread and closed there. */
  ControlReader(Supplier<Consumer<String, byte[]>> consumers, String clientId, ControlState state) {
    this.follower =
        new PartitionFollower(
            consumers,
            PARTITION,
            clientId,
            new PartitionFollower.Reader() {
              @Override
              public void begin(Consumer<String, byte[]> consumer, TopicPartition partition) {
                consumer.seekToBeginning(List.of(partition));
              }

              @Override
              public void read(ConsumerRecord<String, byte[]> record) {
                apply(state, record);
              }
            });
  }

  public void start() {
    follower.start();
  }

  /** Whether everything that was in the topic at the start has been read. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  private static void apply(ControlState state, ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) {
      LOG.error("control record at offset {} has no key", record.offset());
      return;
    }
    try {
      state.apply(record.key(), Optional.ofNullable(record.value()));
    } catch (OriginException e) {
      // One unreadable record must not blind the service to all others.
      LOG.error("control record {} is not readable: {}", record.key(), e.getMessage());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
