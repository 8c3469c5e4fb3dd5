package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.bytes.memory.SegmentCache;
import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.load.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back segments of the time-shift window that have left the live-edge cache. A segment is
 * read once for all requests that want it at a time. Any thread.
 */
public final class SegmentReadBack {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentReadBack.class);

  private final StoredSegmentReader reader;
  private final AdmissionControl admission;
  private final SegmentCache cache;
  private final Clock clock;
  private final Consumer<StoredSegment> lost;
  private final Map<StoredSegment, CompletableFuture<ByteBuffer>> inFlight =
      new ConcurrentHashMap<>();
  private final Counter reads;
  private final Counter failures;
  private final Counter differences;

  /**
   * Creates the read-back of a node.
   *
   * @param cache keeps the segments, beside the live ones
   * @param admission bounds the reads
   * @param lost receives segments that are certainly lost; must return at once
   */
  public SegmentReadBack(
      StoredSegmentReader reader,
      SegmentCache cache,
      AdmissionControl admission,
      Clock clock,
      Consumer<StoredSegment> lost,
      MeterRegistry meters) {
    this.reader = reader;
    this.admission = admission;
    this.cache = cache;
    this.clock = clock;
    this.lost = lost;
    this.reads = MeterRegistration.counter(meters, ServingMetric.READBACK_READS);
    this.failures = MeterRegistration.counter(meters, ServingMetric.READBACK_FAILURES);
    this.differences = MeterRegistration.counter(meters, ServingMetric.STORED_BYTES_DIFFER);
  }

  /**
   * Returns the bytes from memory or from Kafka. Fails as {@link StoredSegmentReader#read} does,
   * and with {@link ErrorCode#OVERLOADED} if a read is needed and not admitted. A request that
   * joins a read needs no admission.
   */
  public CompletableFuture<Payload> get(StoredSegment segment, Priority priority) {
    Optional<Payload> cached = cache.get(segment.key());
    if (cached.isPresent()) {
      return CompletableFuture.completedFuture(cached.get());
    }
    CompletableFuture<ByteBuffer> running = inFlight.get(segment);
    if (running != null) {
      return lent(segment, running);
    }
    Optional<AdmissionControl.Read> leave =
        admission.read(priority, segment.size(), tenant(segment));
    if (leave.isEmpty()) {
      return CompletableFuture.failedFuture(
          new OriginException(ErrorCode.OVERLOADED, "older segments cannot be read back now"));
    }
    return lent(segment, started(segment, leave.get()));
  }

  /** Whether a read ahead would be admitted now. */
  boolean idle() {
    return admission.idle();
  }

  /** Whether the segment is in memory, or being read. */
  boolean has(StoredSegment segment) {
    return cache.has(segment.key()) || inFlight.containsKey(segment);
  }

  /**
   * Reads a segment ahead of requests into the cache, if there is capacity to spare; a request that
   * arrives meanwhile joins the read.
   *
   * @return completes when the read has ended; empty if it is not admitted
   */
  Optional<CompletableFuture<ByteBuffer>> ahead(StoredSegment segment) {
    return admission
        .readAhead(segment.size(), tenant(segment))
        .map(leave -> started(segment, leave));
  }

  private static String tenant(StoredSegment segment) {
    return segment.address().track().event().tenant();
  }

  private CompletableFuture<ByteBuffer> started(
      StoredSegment segment, AdmissionControl.Read leave) {
    CompletableFuture<ByteBuffer> mine = new CompletableFuture<>();
    CompletableFuture<ByteBuffer> other = inFlight.putIfAbsent(segment, mine);
    if (other != null) {
      leave.failed();
      return other;
    }
    // The previous read may have ended after the first check of inFlight: very rarely, the segment
    // is read twice.
    read(segment, leave, mine);
    return mine;
  }

  /**
   * The copy off the heap, which a socket takes as it is; if there was no room for it, Kafka's own
   * buffer.
   */
  private CompletableFuture<Payload> lent(
      StoredSegment segment, CompletableFuture<ByteBuffer> read) {
    return read.thenApply(bytes -> cache.get(segment.key()).orElseGet(() -> Payload.wrap(bytes)));
  }

  private void read(
      StoredSegment segment, AdmissionControl.Read leave, CompletableFuture<ByteBuffer> result) {
    reads.increment();
    CompletableFuture<ByteBuffer> bytes;
    try {
      bytes = reader.read(segment);
    } catch (RuntimeException e) {
      bytes = CompletableFuture.failedFuture(e);
    }
    bytes.whenComplete(
        (found, failure) -> {
          ended(leave, failure);
          if (failure == null) {
            cache.keepRead(segment.key(), found, clock.millis());
            inFlight.remove(segment);
            result.complete(found);
          } else {
            inFlight.remove(segment);
            result.completeExceptionally(failed(segment, failure));
          }
        });
  }

  /**
   * Ends the admission. Called before the result is completed, because its recipients may request
   * the next segment at once.
   */
  private static void ended(AdmissionControl.Read leave, Throwable failure) {
    if (failure == null) {
      leave.done();
    } else if (cause(failure) instanceof OriginException own
        && (own.code() == ErrorCode.OVERLOADED || own.code() == ErrorCode.STORAGE_UNAVAILABLE)) {
      leave.late();
    } else {
      leave.failed();
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private OriginException failed(StoredSegment segment, Throwable failure) {
    Throwable cause = cause(failure);
    failures.increment();
    if (cause instanceof OriginException own) {
      if (own.code() == ErrorCode.STORED_BYTES_DIFFER) {
        differences.increment();
        LOG.error("{} cannot be served: {}", segment.address(), own.getMessage());
      }
      if (own.code() == ErrorCode.STORED_BYTES_DIFFER || own.code() == ErrorCode.BYTES_LOST) {
        lost.accept(segment);
      }
      return own;
    }
    LOG.error("{} could not be read back", segment.address(), cause);
    return new OriginException(
        ErrorCode.STORAGE_UNAVAILABLE, segment.address() + " could not be read back", cause);
  }
}
