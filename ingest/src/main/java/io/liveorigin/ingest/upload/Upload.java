package io.liveorigin.ingest.upload;

import io.liveorigin.contract.segment.Digest;

/**
 * A body that has arrived completely. It occupies memory until it is closed; close it when its
 * delivery has ended.
 *
 * @param bytes as they came; must not be changed
 * @param digest of the bytes
 * @param reservation the memory that it occupies
 */
@SuppressWarnings("ArrayRecordComponent") // segments are too large to be copied only for comparison
public record Upload(byte[] bytes, Digest digest, UploadMemory.Reservation reservation)
    implements AutoCloseable {

  public boolean empty() {
    return bytes.length == 0;
  }

  @Override
  public void close() {
    reservation.close();
  }
}
