package io.liveorigin.serving.bytes.kafka;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Reads a segment's bytes from where they are stored. Any thread; never blocks the caller. */
@FunctionalInterface
public interface StoredSegmentReader {
  /**
   * The bytes, verified, on the heap; nobody else has them. Fails with an {@link
   * io.liveorigin.contract.error.OriginException}: {@code STORED_BYTES_DIFFER} where something else
   * lies there, {@code BYTES_LOST} where it is deleted, {@code STORAGE_UNAVAILABLE} where Kafka
   * does not answer in time, {@code OVERLOADED} where too many reads wait.
   */
  CompletableFuture<ByteBuffer> read(StoredSegment segment);
}
