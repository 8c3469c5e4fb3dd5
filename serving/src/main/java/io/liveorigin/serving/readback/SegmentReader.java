package io.liveorigin.serving.readback;

import java.util.concurrent.CompletableFuture;

/** Reads a segment's bytes from where they are stored. Any thread; never blocks the caller. */
@FunctionalInterface
public interface SegmentReader {
  /**
   * The bytes, verified: a copy that only the caller has. Fails with an {@link
   * io.liveorigin.contract.error.OriginException}: {@code STORED_BYTES_DIFFER} where something else
   * lies there, {@code EXPIRED} where it is deleted, {@code STORAGE_UNAVAILABLE} where Kafka does
   * not answer in time, {@code OVERLOADED} where too many reads wait.
   */
  CompletableFuture<byte[]> read(StoredSegment segment);
}
