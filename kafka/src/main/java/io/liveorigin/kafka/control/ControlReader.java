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
 * Follows one partition of {@code control} and applies its records to a {@link ControlState}, for
 * the HTTP listeners. One partition is enough, because each has all records. Failures are handled
 * as {@link PartitionFollower} describes.
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

  /**
   * Creates a reader with consumers that the caller makes; each is used and closed by one thread.
   */
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
   * Waits until everything before {@code offset} has been applied; false if that did not happen in
   * time. Records that were never committed take offsets and are not applied.
   */
  public boolean awaitPosition(long offset, Duration limit) {
    return follower.awaitPosition(offset, limit);
  }

  /**
   * Makes {@link #sawWatched} report on the record at that offset from now on. One caller at a
   * time.
   */
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
      LOG.error("control record {} cannot be read: {}", record.key(), e.getMessage());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
