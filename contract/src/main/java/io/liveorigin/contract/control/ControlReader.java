package io.liveorigin.contract.control;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.contract.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one partition of {@code control} into a {@link ControlState}, for the HTTP sides. One
 * thread of its own; it starts over with a new consumer when Kafka fails.
 */
public final class ControlReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.CONTROL, 0);

  private final KafkaSettings kafka;
  private final String clientId;
  private final ControlState state;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean caughtUp;

  public ControlReader(KafkaSettings kafka, String clientId, ControlState state) {
    this.kafka = kafka;
    this.clientId = clientId;
    this.state = state;
    this.thread = new Thread(this::run, clientId);
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether everything that was in the topic at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private void run() {
    while (!closed) {
      try (Consumer<String, byte[]> consumer = kafka.readerConsumer(clientId)) {
        follow(consumer);
      } catch (WakeupException e) {
        LOG.debug("woken up");
      } catch (KafkaException e) {
        LOG.warn("control cannot be read, trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
    long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
    while (!closed) {
      for (ConsumerRecord<String, byte[]> record :
          consumer.poll(caughtUp ? POLL : Duration.ofMillis(20))) {
        apply(record);
      }
      if (!caughtUp && consumer.position(PARTITION) >= end) {
        caughtUp = true;
      }
    }
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    try {
      state.apply(record.key(), Optional.ofNullable(record.value()));
    } catch (OriginException e) {
      // One unreadable record must not blind the service to all others.
      LOG.error("control record {} is not readable: {}", record.key(), e.getMessage());
    }
  }

  private void pause() {
    try {
      Thread.sleep(RETRY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
