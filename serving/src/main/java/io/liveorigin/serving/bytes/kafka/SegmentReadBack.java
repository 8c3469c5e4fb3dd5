package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
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
 * Segments of the time-shift window that have left the live-edge cache. However many ask for one at
 * a time, it is read once. Any thread.
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
   * @param cache where they are kept, beside the live ones
   * @param admission bounds the reads
   * @param lost is told of what is certain not to be there any more; must return at once
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
    this.reads = counter(meters, "serving.readback.reads", "Segments asked from Kafka");
    this.failures = counter(meters, "serving.readback.failures", "Read-backs that failed");
    this.differences =
        counter(
            meters,
            "serving.stored.bytes.differ",
            "Read-backs that found other bytes than the chosen ones; alert on any");
  }

  /**
   * Fails as {@link StoredSegmentReader#read} does, and with {@link ErrorCode#OVERLOADED} where it
   * would have to be read and is not let in. Who joins a read needs no leave.
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
          new OriginException(ErrorCode.OVERLOADED, "older segments are not read back now"));
    }
    return lent(segment, started(segment, leave.get()));
  }

  /** Whether a read ahead would be let in now. */
  boolean idle() {
    return admission.idle();
  }

  /** Whether it is in memory, or being read. */
  boolean has(StoredSegment segment) {
    return cache.has(segment.key()) || inFlight.containsKey(segment);
  }

  /**
   * Reads a segment that nobody asked for into the cache, if there is room to spare; whoever asks
   * meanwhile joins the read.
   *
   * @return when it has ended; empty if it is not let in
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
    // The read before this one may have ended between our two looks: once in a blue moon the
    // segment is read twice.
    read(segment, leave, mine);
    return mine;
  }

  /** The copy off the heap, which a socket takes as it is; where there was no room, Kafka's own. */
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

  /** Before the result is told: who is told may ask for the next. */
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

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }
}
