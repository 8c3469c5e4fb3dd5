package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single records by offset with a few threads, each of which has a consumer of its own. Reads
 * wait in a bounded queue for at most the time-out.
 */
public final class KafkaSegmentReader implements StoredSegmentReader, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSegmentReader.class);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** A read; {@code deadline} is in the time of {@link System#nanoTime()}. */
  record Job(StoredSegment segment, long deadline, CompletableFuture<ByteBuffer> result) {
    void fail(ErrorCode code, String detail) {
      result.completeExceptionally(new OriginException(code, detail));
    }
  }

  private final Duration timeout;
  private final BlockingQueue<Job> queue;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  private KafkaSegmentReader(ReadBackSettings settings) {
    this.timeout = settings.timeout();
    this.queue = new ArrayBlockingQueue<>(settings.queue());
  }

  /**
   * Starts the threads.
   *
   * @param consumers gives reader number i a new consumer that has no offset reset policy
   */
  public static KafkaSegmentReader start(
      ReadBackSettings settings, IntFunction<Consumer<String, ByteBuffer>> consumers) {
    KafkaSegmentReader reader = new KafkaSegmentReader(settings);
    // Below everything that serves the live edge.
    NamedThreadFactory threads =
        NamedThreadFactory.numbered("read-back").withPriority(Thread.MIN_PRIORITY);
    for (int i = 0; i < settings.readers(); i++) {
      int number = i;
      RecordFetch fetch = new RecordFetch(() -> consumers.apply(number));
      reader.threads.add(threads.newThread(() -> reader.run(fetch)));
    }
    reader.threads.forEach(Thread::start);
    return reader;
  }

  @Override
  public CompletableFuture<ByteBuffer> read(StoredSegment segment) {
    Job job = new Job(segment, System.nanoTime() + timeout.toNanos(), new CompletableFuture<>());
    if (!queue.offer(job)) {
      job.fail(ErrorCode.OVERLOADED, "too many read-backs are waiting");
    }
    // Checked after the offer, so that no job is left in a queue that no thread drains.
    if (closed && queue.remove(job)) {
      job.fail(ErrorCode.NOT_READY, "the node is stopping");
    }
    return job.result();
  }

  /** Reads until it is closed: whatever the outcome of one read, the thread goes on to the next. */
  private void run(RecordFetch fetch) {
    try (fetch) {
      while (!closed) {
        answer(fetch, queue.take());
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("a reader of older segments did not close its consumer", e);
    }
  }

  /** Completes the future in any case: nothing else would. */
  private void answer(RecordFetch fetch, Job job) {
    try {
      if (System.nanoTime() - job.deadline() >= 0) {
        job.fail(
            ErrorCode.OVERLOADED, "the read-back waited longer than " + timeout + " for a reader");
      } else {
        fetch.fetch(job);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("{} could not be read back", job.segment().address(), e);
      job.fail(ErrorCode.STORAGE_UNAVAILABLE, "the read failed unexpectedly");
      discard(fetch);
    }
  }

  /** The state of the consumer is unknown, so the next read creates another one. */
  private static void discard(RecordFetch fetch) {
    try {
      fetch.close();
    } catch (RuntimeException e) {
      LOG.warn("a consumer of older segments did not close: {}", e.getMessage());
    }
  }

  /** Fails the reads that still wait. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    List<Job> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(job -> job.fail(ErrorCode.NOT_READY, "the node is stopping"));
  }
}
