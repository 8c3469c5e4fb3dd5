package io.liveorigin.selector.run;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.QuarantineRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the entries of everything that the tasks of this node passed over: keeps the latest for
 * {@code /status}, and writes each to the topic {@code quarantine} for analysts. Stream threads
 * hand over their entries and continue; one thread of its own writes. Entries that come faster than
 * Kafka takes them are counted and not written.
 */
final class QuarantineLog implements Consumer<QuarantineRecord>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineLog.class);
  private static final int RECENT = 100;
  private static final int WAITING = 1_000;
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Deque<QuarantineRecord> recent = new ArrayDeque<>();
  private final BlockingQueue<QuarantineRecord> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong count = new AtomicLong();
  private final Producer<String, byte[]> producer;
  private final Thread thread;

  /**
   * Starts to write at once.
   *
   * @param producer closed here
   */
  QuarantineLog(Producer<String, byte[]> producer) {
    this.producer = producer;
    this.thread = NamedThreadFactory.one("quarantine-log", this::write);
    this.thread.start();
  }

  @Override
  public void accept(QuarantineRecord entry) {
    count.incrementAndGet();
    synchronized (recent) {
      recent.addFirst(entry);
      if (recent.size() > RECENT) {
        recent.removeLast();
      }
    }
    if (!waiting.offer(entry)) {
      LOG.debug("{} is not written to the topic, because too many entries are waiting", entry);
    }
  }

  /** The latest entries, the newest first. Any thread. */
  List<QuarantineRecord> recent() {
    synchronized (recent) {
      return List.copyOf(recent);
    }
  }

  /** The number of entries since the start. */
  long count() {
    return count.get();
  }

  private void write() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        QuarantineRecord entry = waiting.take();
        producer.send(
            new ProducerRecord<>(Topics.QUARANTINE, entry.subject(), entry.toJson()),
            (metadata, failure) -> {
              if (failure != null) {
                LOG.warn("a quarantine entry was not written: {}", failure.getMessage());
              }
            });
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | OutOfMemoryError e) {
        // The entry is in the log file and in /status; the next one may be written again.
        LOG.warn("a quarantine entry was not written: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE);
  }
}
