package io.liveorigin.kafka;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Follows one partition. One thread of its own; when Kafka fails it goes on where it was with a new
 * consumer, so that readers never see an older state than they saw before.
 */
public final class PartitionFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofMillis(500);

  /**
   * Where to begin, and what to do with each record. Own thread; a record that throws is passed
   * over.
   */
  public interface Reader {
    /** Positions a consumer that has been assigned the partition and has read nothing yet. */
    void begin(Consumer<String, byte[]> consumer, TopicPartition partition);

    void read(ConsumerRecord<String, byte[]> record);
  }

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final TopicPartition partition;
  private final Reader reader;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean caughtUp;

  /** What the brokers refused last; only the own thread. */
  private String refusal = "";

  /** Guards {@link #next} where it is waited for. */
  private final Object moved = new Object();

  /**
   * Offset after the last that was read; negative before the first. Written by the own thread.
   * Markers of transactions take offsets too, so it is the consumer's position that counts.
   */
  private volatile long next = -1;

  /**
   * @param consumers each is used by one thread and closed there; without an offset reset policy
   * @param name of the thread
   */
  public PartitionFollower(
      Supplier<Consumer<String, byte[]>> consumers,
      TopicPartition partition,
      String name,
      Reader reader) {
    this.consumers = consumers;
    this.partition = partition;
    this.reader = reader;
    this.thread = NamedThreadFactory.one(name, this::run);
  }

  public void start() {
    thread.start();
  }

  /** Whether everything that was in the partition at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private void run() {
    while (!closed) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        followUntilClosed(consumer);
      } catch (OffsetOutOfRangeException e) {
        LOG.warn("{} was cut or created anew, reading it again", partition);
        next = -1;
      } catch (KafkaException e) {
        if (!closed) {
          tell(e);
          pause();
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        // A dead reader would tell of yesterday for ever and look healthy.
        LOG.error("reader of {} failed, starting over", partition, e);
        pause();
      }
    }
  }

  /** What the brokers refuse they go on refusing: once is enough until something else happens. */
  private void tell(KafkaException e) {
    String words = e.getMessage() == null ? e.toString() : e.getMessage();
    if (!KafkaErrorText.refused(e)) {
      LOG.warn("{} cannot be read, trying again: {}", partition, words);
    } else if (!words.equals(refusal)) {
      LOG.error("{} cannot be read, and it is tried again and again: {}", partition, words);
      refusal = words;
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
    consumer.assign(List.of(partition));
    if (next < 0) {
      reader.begin(consumer, partition);
    } else {
      consumer.seek(partition, next);
    }
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    while (!closed) {
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
   * Waits until everything before {@code offset} has been read; false where it was not in time. Any
   * thread but the own.
   */
  public boolean awaitPosition(long offset, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (moved) {
      while (next < offset) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || closed) {
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

  /** What a reader cannot read it would not be able to read at the next try either. */
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
