package io.liveorigin.ingest.store;

import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.record.SegmentRecord;
import java.util.concurrent.CompletableFuture;

/** Where uploads are made durable. Kafka in production. */
public interface SegmentLog {
  /**
   * Appends once. The future completes with the position when every replica that has to has the
   * bytes, or fails with an {@link AppendException} and nothing else. A failed append may have been
   * written all the same. May block for about a second while Kafka's client has no room. Any
   * thread.
   *
   * @param arrival when the upload was whole, epoch ms
   */
  CompletableFuture<RecordPosition> append(SegmentRecord segment, long arrival, byte[] bytes);
}
