package io.liveorigin.serving.bytes.kafka;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a segment's bytes from the place where they are stored. Any thread; never blocks the
 * caller.
 */
@FunctionalInterface
public interface StoredSegmentReader {
  /**
   * The verified bytes, on the heap; the buffer is the caller's own. Fails with an {@link
   * io.liveorigin.contract.error.OriginException}: {@code STORED_BYTES_DIFFER} if other bytes are
   * stored there, {@code BYTES_LOST} if the record is deleted, {@code STORAGE_UNAVAILABLE} if Kafka
   * does not respond in time, {@code OVERLOADED} if too many reads wait.
   */
  CompletableFuture<ByteBuffer> read(StoredSegment segment);
}
