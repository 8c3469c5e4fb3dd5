package io.liveorigin.serving.readback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.serving.admit.Admission;
import io.liveorigin.serving.admit.Priority;
import io.liveorigin.serving.cache.Payload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments of the time-shift window that have left the live-edge cache. However many ask for one at
 * a time, it is read once. Any thread.
 */
public final class ReadBack {
  private static final Logger LOG = LoggerFactory.getLogger(ReadBack.class);

  private final SegmentReader reader;
  private final Admission admission;
  private final Cache<Digest, Payload> cache;
  private final Map<StoredSegment, CompletableFuture<Payload>> inFlight = new ConcurrentHashMap<>();
  private final Counter reads;
  private final Counter failures;
  private final Counter differences;

  /**
   * @param capacity largest sum of cached segment sizes, bytes
   * @param admission bounds the reads
   */
  public ReadBack(SegmentReader reader, long capacity, Admission admission, MeterRegistry meters) {
    this.reader = reader;
    this.admission = admission;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(capacity)
            .weigher((Digest digest, Payload payload) -> payload.size())
            .build();
    this.reads = counter(meters, "serving.readback.reads", "Segments asked from Kafka");
    this.failures = counter(meters, "serving.readback.failures", "Read-backs that failed");
    this.differences =
        counter(
            meters,
            "serving.stored.bytes.differ",
            "Read-backs that found other bytes than the chosen ones; alert on any");
  }

  /**
   * Fails as {@link SegmentReader#read} does, and with {@link ErrorCode#OVERLOADED} where it would
   * have to be read and is not let in. Who joins a read needs no leave.
   */
  public CompletableFuture<Payload> get(StoredSegment segment, Priority priority) {
    Payload cached = cache.getIfPresent(segment.digest());
    if (cached != null) {
      return CompletableFuture.completedFuture(cached);
    }
    CompletableFuture<Payload> running = inFlight.get(segment);
    if (running != null) {
      return running;
    }
    Optional<Admission.Read> leave = admission.read(priority, segment.size());
    if (leave.isEmpty()) {
      return CompletableFuture.failedFuture(
          new OriginException(ErrorCode.OVERLOADED, "older segments are not read back now"));
    }
    CompletableFuture<Payload> mine = new CompletableFuture<>();
    CompletableFuture<Payload> other = inFlight.putIfAbsent(segment, mine);
    if (other != null) {
      leave.get().failed();
      return other;
    }
    // The read before this one may have ended between our two looks.
    Payload late = cache.getIfPresent(segment.digest());
    if (late != null) {
      leave.get().failed();
      inFlight.remove(segment);
      mine.complete(late);
    } else {
      read(segment, leave.get(), mine);
    }
    return mine;
  }

  private void read(
      StoredSegment segment, Admission.Read leave, CompletableFuture<Payload> result) {
    reads.increment();
    CompletableFuture<byte[]> bytes;
    try {
      bytes = reader.read(segment);
    } catch (RuntimeException e) {
      bytes = CompletableFuture.failedFuture(e);
    }
    bytes
        .thenApply(Payload::copyOf)
        .whenComplete(
            (payload, failure) -> {
              ended(leave, failure);
              if (failure == null) {
                cache.put(segment.digest(), payload);
                inFlight.remove(segment);
                result.complete(payload);
              } else {
                inFlight.remove(segment);
                result.completeExceptionally(failed(segment, failure));
              }
            });
  }

  /** Before the result is told: who is told may ask for the next. */
  private static void ended(Admission.Read leave, Throwable failure) {
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
      return own;
    }
    LOG.error("{} could not be read back", segment.address(), cause);
    return new OriginException(
        ErrorCode.STORAGE_UNAVAILABLE, segment.address() + " could not be read back", cause);
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }
}
