package io.liveorigin.kafka.control;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.PartitionFollower;
import java.time.Duration;
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
  private volatile long watched = -1;
  private volatile boolean sawWatched;

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
                if (record.offset() == watched) {
                  sawWatched = true;
                }
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

  /**
   * Waits until everything before {@code offset} has been applied; false where it was not in time.
   * What was never committed takes offsets and is not applied.
   */
  public boolean awaitPosition(long offset, Duration limit) {
    return follower.awaitPosition(offset, limit);
  }

  /** From now on {@link #sawWatched} tells of the record at that offset. One caller at a time. */
  void watch(long offset) {
    sawWatched = false;
    watched = offset;
  }

  /** Whether the watched record was committed and applied. */
  boolean sawWatched() {
    return sawWatched;
  }

  private static void apply(ControlState state, ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) {
      LOG.error("control record at offset {} has no key", record.offset());
      return;
    }
    try {
      state.apply(record.key(), Optional.ofNullable(record.value()), record.timestamp());
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
