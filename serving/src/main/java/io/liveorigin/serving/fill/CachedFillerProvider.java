package io.liveorigin.serving.fill;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.FillerRecipe;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.media.fill.FillerMaker;
import io.liveorigin.media.fill.FillerOutcome;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.InspectionContext;
import io.liveorigin.media.inspect.SegmentInspector;
import io.liveorigin.selector.fill.FillerOrder;
import io.liveorigin.selector.fill.FillerProvider;
import io.liveorigin.selector.fill.FillerResult;
import io.liveorigin.serving.bytes.memory.SegmentCache;
import io.liveorigin.serving.bytes.memory.SegmentKey;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the fillers that the selector is about to propose, each once, and keeps their bytes where
 * requests find them. Any thread; never blocks.
 */
public final class CachedFillerProvider implements FillerProvider {
  private static final Logger LOG = LoggerFactory.getLogger(CachedFillerProvider.class);

  /** Orders that are remembered: more than a node has tracks, in the time that one order takes. */
  private static final int ORDERS = 4_096;

  private record Key(SegmentAddress address, Digest init, Optional<Digest> source) {
    static Key of(FillerOrder order) {
      return new Key(
          order.address(), order.init().digest(), order.source().map(s -> s.copy().digest()));
    }
  }

  private final AsyncFillerMaker bytes;
  private final SegmentCache cache;
  private final Clock clock;
  private final SegmentInspector segments = new SegmentInspector();
  private final InitInspector inits = new InitInspector();
  private final Cache<Key, CompletableFuture<FillerResult>> orders =
      Caffeine.newBuilder().maximumSize(ORDERS).build();

  /**
   * Makes fillers with {@code bytes}.
   *
   * @param cache where the bytes are kept
   */
  public CachedFillerProvider(AsyncFillerMaker bytes, SegmentCache cache, Clock clock) {
    this.bytes = bytes;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Optional<FillerResult> filler(FillerOrder order) {
    CompletableFuture<FillerResult> made = orders.get(Key.of(order), unseen -> begin(order));
    return made.isDone() ? Optional.of(made.join()) : Optional.empty();
  }

  private CompletableFuture<FillerResult> begin(FillerOrder order) {
    try {
      Optional<FillerRecipe.Source> source =
          order
              .source()
              .map(s -> new FillerRecipe.Source(s.number(), s.copy().digest(), s.copy().size()));
      FillerRecipe from = new FillerRecipe(order.init().digest(), source, FillerMaker.VERSION);
      Candidate at = order.source().map(FillerOrder.Source::copy).orElse(order.init());
      return bytes
          .make(order.event(), order.address(), from, at.position())
          .thenApply(work -> result(order, work))
          .exceptionally(failure -> failed(order, failure));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(order, e));
    }
  }

  private FillerResult result(FillerOrder order, AsyncFillerMaker.Work work) {
    if (work.outcome() instanceof FillerOutcome.None none) {
      LOG.warn("no filler was made for {}: {}", order.address(), none.why());
      return new FillerResult.None(none.why());
    }
    byte[] made = ((FillerOutcome.Segment) work.outcome()).bytes();
    Inspection inspection =
        segments.inspect(
            made,
            new InspectionContext(
                inits.inspect(work.init()).facts(),
                order.event().schedule(),
                order.address(),
                AsyncFillerMaker.representation(order.event(), order.address()),
                DefectSource.SELECTOR));
    Digest digest = Digest.of(made);
    long mediaEnd = order.event().schedule().mediaEnd(order.address().number());
    cache.keepLive(new SegmentKey(order.address(), digest), mediaEnd, made, clock.millis());
    return new FillerResult.Made(digest, made.length, inspection.facts(), FillerMaker.VERSION);
  }

  private static FillerResult failed(FillerOrder order, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof OriginException known) {
      LOG.warn("no filler was made for {}: {}", order.address(), known.getMessage());
      return new FillerResult.None(known.getMessage());
    }
    LOG.warn("no filler was made for {}", order.address(), cause);
    return new FillerResult.None("an unexpected error, which the log of this node has");
  }
}
