package io.liveorigin.contract.control;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.contract.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one partition of {@code control} into a {@link ControlState}, for the HTTP sides. One
 * thread of its own; when Kafka fails it goes on where it was with a new consumer, so that readers
 * never see an older state than they saw before.
 */
public final class ControlReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.CONTROL, 0);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final ControlState state;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean caughtUp;

  /** Offset after the last applied record; negative before the first. Only the own thread. */
  private long next = -1;

  public ControlReader(KafkaSettings kafka, String clientId, ControlState state) {
    this(() -> kafka.readerConsumer(clientId), clientId, state);
  }

  /** With consumers of the caller's making; each is used by one thread and closed there. */
  ControlReader(Supplier<Consumer<String, byte[]>> consumers, String clientId, ControlState state) {
    this.consumers = consumers;
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
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        followUntilClosed(consumer);
      } catch (OffsetOutOfRangeException e) {
        LOG.warn("control was cut or created anew, reading it from the beginning");
        next = -1;
      } catch (KafkaException e) {
        if (!closed) {
          LOG.warn("control cannot be read, trying again: {}", e.getMessage());
          pause();
        }
      } catch (RuntimeException e) {
        // A dead reader would serve yesterday's events for ever and look healthy.
        LOG.error("control reader failed, starting over", e);
        pause();
      }
    }
  }

  /** An interrupt that is left pending would keep the client from closing in order. */
  private void followUntilClosed(Consumer<String, byte[]> consumer) {
    try {
      follow(consumer);
    } catch (InterruptException e) {
      if (!closed || !Thread.interrupted()) {
        throw e;
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    consumer.assign(List.of(PARTITION));
    if (next < 0) {
      consumer.seekToBeginning(List.of(PARTITION));
    } else {
      consumer.seek(PARTITION, next);
    }
    long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
    while (!closed) {
      for (ConsumerRecord<String, byte[]> record :
          consumer.poll(caughtUp ? POLL : Duration.ofMillis(20))) {
        apply(record);
        next = record.offset() + 1;
      }
      if (!caughtUp && consumer.position(PARTITION) >= end) {
        caughtUp = true;
      }
    }
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
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
