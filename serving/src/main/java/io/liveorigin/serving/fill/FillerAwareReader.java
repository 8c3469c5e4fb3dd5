package io.liveorigin.serving.fill;

import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.media.fill.FillerOutcome;
import io.liveorigin.serving.bytes.kafka.StoredSegment;
import io.liveorigin.serving.bytes.kafka.StoredSegmentReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads segments that are stored, and makes fillers, which are not stored, again from the recipe in
 * their decision. Their bytes are compared with the digest like any others. Any thread; never
 * blocks.
 */
public final class FillerAwareReader implements StoredSegmentReader {
  private final StoredSegmentReader stored;
  private final AsyncFillerMaker generator;
  private final ControlState control;

  /**
   * Reads published segments with {@code stored}.
   *
   * @param stored reads published segments
   * @param control has the events
   */
  public FillerAwareReader(
      StoredSegmentReader stored, AsyncFillerMaker generator, ControlState control) {
    this.stored = stored;
    this.generator = generator;
    this.control = control;
  }

  @Override
  public CompletableFuture<ByteBuffer> read(StoredSegment segment) {
    if (segment.madeFrom().isEmpty()) {
      return stored.read(segment);
    }
    Optional<LiveEvent> event = control.event(segment.address().track());
    return event.isEmpty()
        ? CompletableFuture.failedFuture(
            AsyncFillerMaker.unavailable("the event of " + segment.address() + " is not known"))
        : generator
            .make(event.get(), segment.address(), segment.madeFrom().get(), segment.position())
            .thenApply(work -> verified(segment, work.outcome()));
  }

  private static ByteBuffer verified(StoredSegment segment, FillerOutcome outcome) {
    if (outcome instanceof FillerOutcome.None none) {
      throw differ("no filler can be made: " + none.why());
    }
    byte[] bytes = ((FillerOutcome.Segment) outcome).bytes();
    if (!Digest.of(bytes).equals(segment.digest())) {
      throw differ("the filler that this node made has a different digest");
    }
    return ByteBuffer.wrap(bytes);
  }

  private static OriginException differ(String detail) {
    return new OriginException(ErrorCode.STORED_BYTES_DIFFER, detail);
  }
}
