package io.liveorigin.ingest.store;

import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.record.SegmentRecord;
import java.util.concurrent.CompletableFuture;

/** The log in which uploads are stored durably; Kafka in production. */
public interface SegmentLog {
  /**
   * Appends once. The future completes with the position when all required replicas have the bytes,
   * or fails with an {@link AppendException} and nothing else. A failed append may nevertheless
   * have been written. It may block for about a second while Kafka's client has no room. Any thread
   * may call it.
   *
   * @param arrival when the upload was complete, epoch ms
   */
  CompletableFuture<RecordPosition> append(SegmentRecord segment, long arrival, byte[] bytes);
}
