package io.liveorigin.ingest.support;

import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.ingest.store.AppendException;
import io.liveorigin.ingest.store.SegmentLog;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.record.SegmentRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log in memory that can be away, slow or unwilling. Any thread. */
public final class FakeLog implements SegmentLog {
  /** One append that was asked for. */
  public record Append(
      SegmentRecord segment,
      long arrival,
      byte[] bytes,
      CompletableFuture<RecordPosition> acknowledgement) {}

  /** What happens to the next appends. */
  public enum Mood {
    ACKNOWLEDGES,
    /** Keeps the future; {@link #acknowledge} completes it. */
    SILENT,
    FAILS_FOR_NOW,
    FAILS_FOR_GOOD
  }

  private final List<Append> appends = new ArrayList<>();
  private Mood mood = Mood.ACKNOWLEDGES;
  private long offset;

  public synchronized void mood(Mood next) {
    mood = next;
  }

  /** Everything that was asked for, whether it was acknowledged or not. */
  public synchronized List<Append> appends() {
    return List.copyOf(appends);
  }

  public synchronized List<SegmentRecord> stored() {
    return appends.stream()
        .filter(a -> a.acknowledgement().isDone())
        .filter(a -> !a.acknowledgement().isCompletedExceptionally())
        .map(Append::segment)
        .toList();
  }

  /** Acknowledges an append that was met with silence. */
  public void acknowledge(Append append) {
    append.acknowledgement().complete(position(append.segment()));
  }

  @Override
  public CompletableFuture<RecordPosition> append(
      SegmentRecord segment, long arrival, byte[] bytes) {
    Append append = new Append(segment, arrival, bytes, new CompletableFuture<>());
    Mood now;
    synchronized (this) {
      appends.add(append);
      now = mood;
    }
    switch (now) {
      case ACKNOWLEDGES -> acknowledge(append);
      case SILENT -> {}
      case FAILS_FOR_NOW ->
          append.acknowledgement().completeExceptionally(AppendException.passing("away", null));
      case FAILS_FOR_GOOD ->
          append.acknowledgement().completeExceptionally(AppendException.lasting("never", null));
    }
    return append.acknowledgement();
  }

  private synchronized RecordPosition position(SegmentRecord segment) {
    return new RecordPosition(
        segment.topic("a"), Partitions.of(segment.address().track(), 4), offset++);
  }
}
