package io.liveorigin.serving.fill;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.media.fill.FillerMaker;
import io.liveorigin.media.fill.FillerOutcome;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.serving.bytes.kafka.StoredSegment;
import io.liveorigin.serving.bytes.kafka.StoredSegmentReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes the bytes of fillers from stored data: the init segment from the selector's store, the
 * source from Kafka. Any thread; never blocks the caller, because a thread of its own does the
 * work.
 */
public final class AsyncFillerMaker implements AutoCloseable {
  /** Below first bytes and decisions, above reads of old segments. */
  private static final int PRIORITY = 3;

  private final StoredSegmentReader reader;
  private final DecisionIndex index;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(NamedThreadFactory.of("fillers").withPriority(PRIORITY));

  /** Work that is queued or in progress; {@link #close} ends it. */
  private final Set<CompletableFuture<Work>> unfinished = ConcurrentHashMap.newKeySet();

  /**
   * The result, and the init segment with which it was made.
   *
   * @param init bytes of the init segment
   */
  record Work(byte[] init, FillerOutcome outcome) {}

  /**
   * Starts without a thread; the first filler starts it.
   *
   * @param reader of published segments
   * @param index has the init segments
   */
  public AsyncFillerMaker(StoredSegmentReader reader, DecisionIndex index) {
    this.reader = reader;
    this.index = index;
  }

  /**
   * Makes a filler. Fails with an {@link OriginException} as {@link StoredSegmentReader#read} does,
   * if its source or init segment cannot be read.
   *
   * @param position where the source is stored, if there is one
   */
  CompletableFuture<Work> make(
      LiveEvent event, SegmentAddress address, FillerRecipe from, RecordPosition position) {
    CompletableFuture<Optional<ByteBuffer>> source =
        from.source()
            .map(s -> reader.read(stored(address, s, position)).thenApply(Optional::of))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    CompletableFuture<Work> work =
        source.thenApplyAsync(bytes -> made(event, address, from, bytes), thread);
    unfinished.add(work);
    if (thread.isShutdown()) {
      abandon(work);
    }
    return work.whenComplete((made, failure) -> unfinished.remove(work));
  }

  private static void abandon(CompletableFuture<Work> work) {
    work.completeExceptionally(unavailable("the node stops"));
  }

  private static StoredSegment stored(
      SegmentAddress address, FillerRecipe.Source source, RecordPosition position) {
    return new StoredSegment(
        position,
        new SegmentAddress(address.track(), source.number()),
        source.digest(),
        source.size());
  }

  private Work made(
      LiveEvent event, SegmentAddress address, FillerRecipe from, Optional<ByteBuffer> bytes) {
    if (from.version() != FillerMaker.VERSION) {
      throw unavailable(
          "the filler of "
              + address
              + " has version "
              + from.version()
              + ", which this node does not make");
    }
    Representation representation = representation(event, address);
    byte[] init =
        index
            .initSegment(new InitAddress(address.track()), from.init())
            .filter(stored -> Digest.of(stored).equals(from.init()))
            .orElseThrow(() -> unavailable("the init segment of " + address + " is missing"));
    Optional<FillerMaker.Source> source =
        from.source().map(s -> new FillerMaker.Source(s.number(), array(bytes.orElseThrow())));
    return new Work(
        init,
        FillerMaker.make(
            new FillerMaker.Order(
                init, source, address.number(), event.schedule(), representation.contentType())));
  }

  static Representation representation(LiveEvent event, SegmentAddress address) {
    return event
        .definition()
        .representation(address.track().representation())
        .orElseThrow(() -> unavailable(address.track() + " is not declared"));
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  static OriginException unavailable(String detail) {
    return new OriginException(ErrorCode.STORAGE_UNAVAILABLE, detail);
  }

  /** Stops the thread. Fillers that are not finished fail, and so do later ones. */
  @Override
  public void close() {
    thread.shutdownNow();
    unfinished.forEach(AsyncFillerMaker::abandon);
  }
}
