package io.liveorigin.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one partition in a thread of its own. After a failure of Kafka it continues at its
 * position with a new consumer, so that readers never see an older state than before.
 */
public final class PartitionFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * Decides where to begin, and what to do with each record. Called in the follower's thread. A
   * record for which {@link #read} throws is skipped, except for a {@link KafkaException}, after
   * which it is read again.
   */
  public interface Reader {
    /** Positions a consumer that has been assigned the partition and has read nothing yet. */
    void begin(Consumer<String, byte[]> consumer, TopicPartition partition);

    void read(ConsumerRecord<String, byte[]> record);
  }

  private final TopicPartition partition;
  private final Reader reader;
  private final ConsumerThread thread;
  private volatile boolean caughtUp;

  /** The last refusal by the brokers. Used by the own thread only. */
  private String refusal = "";

  /** Notified when {@link #next} changes. */
  private final Object moved = new Object();

  /**
   * Offset after the last record that was read; negative before the first. Written by the own
   * thread. Transaction markers take offsets, too, so it follows the consumer's position.
   */
  private volatile long next = -1;

  /**
   * @param consumers makes consumers without an offset reset policy; each is used and closed by one
   *     thread
   * @param name of the thread
   */
  public PartitionFollower(
      Supplier<Consumer<String, byte[]>> consumers,
      TopicPartition partition,
      String name,
      Reader reader) {
    this.partition = partition;
    this.reader = reader;
    this.thread = new ConsumerThread(name, consumers, new Following());
  }

  public void start() {
    thread.start();
  }

  /** Whether everything that was in the partition at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private final class Following implements ConsumerThread.Reading {
    @Override
    public void read(Consumer<String, byte[]> consumer) {
      try {
        follow(consumer);
      } catch (OffsetOutOfRangeException e) {
        LOG.warn("{} was truncated or recreated; it is read again from the start", partition);
        next = -1;
      }
    }

    @Override
    public void failed(KafkaException e) {
      logFailure(e);
    }
  }

  /** Logs a failure, but a refusal only once until a read succeeds: the brokers will repeat it. */
  private void logFailure(KafkaException e) {
    String words = e.getMessage() == null ? e.toString() : e.getMessage();
    if (!KafkaErrorText.refused(e)) {
      LOG.warn("{} cannot be read, and another attempt follows: {}", partition, words);
    } else if (!words.equals(refusal)) {
      LOG.error("{} cannot be read, and attempts continue: {}", partition, words);
      refusal = words;
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    consumer.assign(List.of(partition));
    if (next < 0) {
      reader.begin(consumer, partition);
    } else {
      consumer.seek(partition, next);
    }
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    while (!thread.closed()) {
      for (ConsumerRecord<String, byte[]> record :
          consumer.poll(caughtUp ? POLL : Duration.ofMillis(20))) {
        read(record);
        moveTo(record.offset() + 1);
      }
      moveTo(consumer.position(partition));
      refusal = "";
      if (!caughtUp && next >= end) {
        caughtUp = true;
      }
    }
  }

  private void moveTo(long position) {
    if (position != next) {
      synchronized (moved) {
        next = position;
        moved.notifyAll();
      }
    }
  }

  /**
   * Waits until everything before {@code offset} has been read; false if that did not happen in
   * time. Any thread but the follower's.
   */
  public boolean awaitPosition(long offset, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (moved) {
      while (next < offset) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || thread.closed()) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(moved, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }

  /** Skips a record that the reader cannot process: another try would fail, too. */
  private void read(ConsumerRecord<String, byte[]> record) {
    try {
      reader.read(record);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error(
          "record {}-{}@{} cannot be processed and is passed over",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
