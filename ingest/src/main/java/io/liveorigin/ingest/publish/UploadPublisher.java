package io.liveorigin.ingest.publish;

import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.ingest.inits.InitCatalog;
import io.liveorigin.ingest.inits.InitCatalog.CurrentInit;
import io.liveorigin.ingest.inspect.UploadFindings;
import io.liveorigin.ingest.inspect.UploadInspector;
import io.liveorigin.ingest.store.Delivery;
import io.liveorigin.ingest.store.RecentCopies;
import io.liveorigin.ingest.store.RecentCopies.CopyStatus;
import io.liveorigin.ingest.store.StoredCopy;
import io.liveorigin.ingest.upload.Upload;
import io.liveorigin.ingest.upload.UploadTarget;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.media.inspect.InitFacts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes complete uploads: compares each with the known copies, inspects it, delivers it, and
 * returns a receipt once it is durable. The returned futures fail as those of {@link
 * Delivery#deliver} do. Any thread may call it.
 */
public final class UploadPublisher {
  private final String pipeline;
  private final RecentCopies recent;
  private final InitCatalog inits;
  private final UploadInspector inspector;
  private final Delivery delivery;

  public UploadPublisher(
      String pipeline,
      RecentCopies recent,
      InitCatalog inits,
      UploadInspector inspector,
      Delivery delivery) {
    this.pipeline = pipeline;
    this.recent = recent;
    this.inits = inits;
    this.inspector = inspector;
    this.delivery = delivery;
  }

  /**
   * Publishes one upload. The caller must close the upload.
   *
   * @param arrival when it was complete, epoch ms
   * @param declared values of {@code Segment-Defects}
   */
  public CompletableFuture<Receipt> publish(
      UploadTarget.Stored target, Upload upload, long arrival, List<String> declared) {
    if (target instanceof UploadTarget.Media media) {
      return publishMedia(media, upload, arrival, declared);
    }
    return publishInit(target, upload, arrival, declared);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // settling cannot fail
  private CompletableFuture<Receipt> publishMedia(
      UploadTarget.Media media, Upload upload, long arrival, List<String> declared) {
    CompletableFuture<StoredCopy> mine = new CompletableFuture<>();
    CopyStatus standing = recent.enter(media.address(), upload.digest(), mine);
    if (standing instanceof CopyStatus.Same same) {
      return same.outcome().thenApply(copy -> repeated(copy, declared));
    }
    Optional<Digest> previous =
        standing instanceof CopyStatus.Other other
            ? Optional.of(other.previous())
            : Optional.empty();
    Optional<InitFacts> init = inits.current(media.address().track()).flatMap(CurrentInit::facts);
    try {
      UploadFindings findings = inspector.examine(media, upload.bytes(), init, declared, previous);
      SegmentRecord segment = record(media, upload, findings);
      long gone = media.event().schedule().gone(media.address().number());
      delivery
          .deliver(segment, arrival, upload.bytes(), gone)
          .whenComplete((position, failure) -> settle(mine, segment, position, failure));
      return mine.thenApply(copy -> recorded(previous, copy, findings));
    } catch (RuntimeException | Error e) {
      // Other uploads may already wait for this copy.
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static void settle(
      CompletableFuture<StoredCopy> mine,
      SegmentRecord segment,
      RecordPosition position,
      Throwable failure) {
    if (failure == null) {
      mine.complete(new StoredCopy(segment, position));
    } else {
      mine.completeExceptionally(failure);
    }
  }

  /** Publishes an init segment. The current one is not stored again, however often it is sent. */
  private CompletableFuture<Receipt> publishInit(
      UploadTarget.Stored target, Upload upload, long arrival, List<String> declared) {
    Optional<CurrentInit> current = inits.current(target.address().track());
    Optional<Digest> previous = current.map(c -> c.copy().segment().digest());
    if (previous.equals(Optional.of(upload.digest()))) {
      return CompletableFuture.completedFuture(repeated(current.orElseThrow().copy(), declared));
    }
    UploadFindings findings =
        inspector.examine(target, upload.bytes(), Optional.empty(), declared, previous);
    SegmentRecord segment = record(target, upload, findings);
    // An init segment has no instant at which it is gone, so the minimum time of delivery applies.
    return delivery
        .deliver(segment, arrival, upload.bytes(), arrival)
        .thenApply(
            position -> {
              StoredCopy copy = new StoredCopy(segment, position);
              // At once, and not when the reader reads it back, because the first segment may
              // follow immediately.
              inits.enter(new CurrentInit(copy, findings.init()));
              return recorded(previous, copy, findings);
            });
  }

  private static SegmentRecord record(
      UploadTarget.Stored target, Upload upload, UploadFindings findings) {
    return new SegmentRecord(
        target.address(),
        target.representation().segmentMimeType(),
        upload.digest(),
        findings.facts(),
        findings.defects());
  }

  private Receipt recorded(Optional<Digest> previous, StoredCopy copy, UploadFindings findings) {
    UploadOutcome outcome = previous.isPresent() ? UploadOutcome.CONFLICTING : UploadOutcome.STORED;
    return Receipt.of(outcome, pipeline, copy, findings.notes());
  }

  private Receipt repeated(StoredCopy copy, List<String> declared) {
    List<String> notes =
        declared.isEmpty()
            ? List.of()
            : List.of("the declaration of the first copy stays; this one is not recorded");
    return Receipt.of(UploadOutcome.REPEATED, pipeline, copy, notes);
  }
}
