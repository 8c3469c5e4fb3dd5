package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads ahead of readers that read a track number by number (ADR 19). One thread of the lowest
 * priority looks a number up, reads it if there is capacity to spare, and only then turns to the
 * next number: a request that arrives meanwhile waits for at most one read, and joins the read if
 * it is for the same segment.
 *
 * <p>Prefetched segments are kept in the segment cache, by digest. The decision in force at the
 * time of a request determines the digest, so a mask in between cannot be missed.
 */
public final class Prefetch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prefetch.class);

  /** Segments ahead of a reader: 8 s of media, and a playing reader needs one every 2 s. */
  private static final int DEPTH = 4;

  private static final int READERS = 256;
  private static final int QUEUE = 64;
  private static final Duration UNASKED = Duration.ofSeconds(30);
  private static final Duration LONGEST_READ = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(5);

  /**
   * Prefetched segments may take this fraction of the memory for segments; most of it is for
   * requested ones.
   */
  private static final int SHARE = 8;

  /**
   * The numbers to read ahead of a reader.
   *
   * @param reader the segment that was requested
   * @param last largest number that may be read ahead
   */
  public record Plan(SegmentAddress reader, SequentialReaders.Ahead ahead, long last) {}

  private final SegmentReadBack readBack;
  private final DecisionIndex index;
  private final LongSupplier nanoTime;
  private final SequentialReaders readers = new SequentialReaders(READERS, DEPTH);
  private final UnusedPrefetch unused;
  private final BlockingQueue<Plan> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Counter reads;
  private final Counter hits;
  private final Thread thread;

  private Prefetch(
      SegmentReadBack readBack,
      DecisionIndex index,
      long cacheBytes,
      LongSupplier nanoTime,
      MeterRegistry meters) {
    this.readBack = readBack;
    this.index = index;
    this.nanoTime = nanoTime;
    this.unused = new UnusedPrefetch(cacheBytes / SHARE, UNASKED.toNanos());
    this.reads = MeterRegistration.counter(meters, ServingMetric.PREFETCH_READS);
    this.hits = MeterRegistration.counter(meters, ServingMetric.PREFETCH_HITS);
    this.thread =
        NamedThreadFactory.of("prefetch").withPriority(Thread.MIN_PRIORITY).newThread(this::run);
  }

  /**
   * Starts the thread.
   *
   * @param cacheBytes bytes that may be kept in memory
   * @param nanoTime as {@link System#nanoTime()}
   */
  public static Prefetch start(
      SegmentReadBack readBack,
      DecisionIndex index,
      long cacheBytes,
      LongSupplier nanoTime,
      MeterRegistry meters) {
    Prefetch prefetch = new Prefetch(readBack, index, cacheBytes, nanoTime, meters);
    prefetch.thread.start();
    return prefetch;
  }

  /**
   * Plans the reads ahead of a reader that has requested a segment behind the live edge. This is a
   * separate step before {@link #start(Plan)}, so that nothing that could fail is left to do for a
   * request that has its bytes. Returns at once. Any thread.
   *
   * @param last largest number that may be read ahead; after it comes the live edge
   */
  public Optional<Plan> plan(StoredSegment segment, long last) {
    if (unused.remove(segment.digest())) {
      hits.increment();
    }
    SegmentAddress address = segment.address();
    Optional<SequentialReaders.Ahead> ahead = readers.requested(address);
    return ahead.filter(a -> a.from() <= last).map(a -> new Plan(address, a, last));
  }

  /**
   * Queues the reads. If the queue is full, the load is high enough, and nothing is read ahead. Any
   * thread.
   */
  public void start(Plan plan) {
    boolean queued = queue.offer(plan);
    LOG.trace("{}: {}", plan, queued);
  }

  private void run() {
    try {
      while (true) {
        ahead(queue.take());
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
      Thread.currentThread().interrupt();
    }
  }

  private void ahead(Plan work) throws InterruptedException {
    long to = Math.min(work.ahead().to(), work.last());
    for (long number = work.ahead().from(); number <= to; number++) {
      try {
        if (!read(new SegmentAddress(work.reader().track(), number))) {
          return;
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        // The thread must survive; a request for the segment gets its own error response.
        LOG.debug("{} was not read ahead of {}: {}", number, work.reader(), e.toString());
        return;
      }
    }
  }

  /** Returns false if it is pointless to read further ahead. */
  private boolean read(SegmentAddress address) throws InterruptedException {
    if (!readBack.idle()) {
      return false;
    }
    if (!(index.lookup(address) instanceof Lookup.Decided decided)) {
      return false;
    }
    Optional<Candidate> winner = decided.decision().winner();
    if (winner.isEmpty()) {
      // All copies are masked: the reader learns that from its response and goes on.
      return true;
    }
    StoredSegment segment = StoredSegment.of(address, decided.decision(), winner.get());
    if (readBack.has(segment)) {
      return true;
    }
    if (!unused.add(segment.digest(), segment.size(), nanoTime.getAsLong())) {
      return false;
    }
    Optional<CompletableFuture<ByteBuffer>> reading = readBack.ahead(segment);
    if (reading.isEmpty() || !done(reading.get())) {
      unused.remove(segment.digest());
      return false;
    }
    reads.increment();
    // Not kept if live segments need the memory: then it is pointless to read more.
    return readBack.has(segment);
  }

  private static boolean done(CompletableFuture<ByteBuffer> reading) throws InterruptedException {
    try {
      reading.get(LONGEST_READ.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("a segment was not read ahead: {}", e.toString());
      return false;
    }
  }

  /** Ends the thread; a read under way continues. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
