package io.liveorigin.kafka;

import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads with a consumer until it is closed. After a failure it starts over with a new
 * consumer: a dead reader would report an old state for ever and look healthy.
 */
public final class ConsumerThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** The work of the thread. Called in it. */
  public interface Reading {
    /** Reads until {@link ConsumerThread#closed}. If it returns earlier, it is called again. */
    void read(Consumer<String, byte[]> consumer);

    /** Reports a failure of Kafka, after which reading starts over. */
    void failed(KafkaException e);
  }

  private final String name;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Reading reading;
  private final Duration retry;
  private final Duration closeLimit;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param name of the thread
   * @param consumers makes consumers; each is used and closed by this thread
   */
  public ConsumerThread(
      String name, Supplier<Consumer<String, byte[]>> consumers, Reading reading) {
    this(name, consumers, reading, RETRY, CLOSE_LIMIT);
  }

  /**
   * @param retry pause between a failure and the next consumer
   * @param closeLimit how long {@link #close} waits for the end of the thread
   */
  ConsumerThread(
      String name,
      Supplier<Consumer<String, byte[]>> consumers,
      Reading reading,
      Duration retry,
      Duration closeLimit) {
    this.name = name;
    this.consumers = consumers;
    this.reading = reading;
    this.retry = retry;
    this.closeLimit = closeLimit;
    this.thread = NamedThreadFactory.one(name, this::run);
  }

  public void start() {
    thread.start();
  }

  public boolean closed() {
    return closing.getCount() == 0;
  }

  private void run() {
    while (!closed()) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        readUntilClosed(consumer);
      } catch (KafkaException e) {
        if (!closed()) {
          reading.failed(e);
          pause();
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.error("{} failed and is restarted", name, e);
        pause();
      }
    }
  }

  /**
   * Clears the interrupt of {@link #close}: if it stayed pending, the client could not close in
   * order.
   */
  private void readUntilClosed(Consumer<String, byte[]> consumer) {
    try {
      reading.read(consumer);
    } catch (InterruptException e) {
      if (!closed() || !Thread.interrupted()) {
        throw e;
      }
    }
  }

  private void pause() {
    try {
      if (closing.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{} is being closed", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /** Ends the thread, and waits up to 5 s for its end. */
  @Override
  public void close() {
    closing.countDown();
    // A consumer that waits for Kafka throws when its thread is interrupted.
    thread.interrupt();
    try {
      thread.join(closeLimit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
