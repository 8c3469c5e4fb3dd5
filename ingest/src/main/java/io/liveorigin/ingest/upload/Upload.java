package io.liveorigin.ingest.upload;

import io.liveorigin.contract.segment.Digest;

/**
 * A body that has arrived whole. It holds memory until it is closed; close it when its delivery has
 * ended.
 *
 * @param bytes as they came; not to be changed
 * @param digest of the bytes
 * @param reservation the memory that it holds
 */
@SuppressWarnings("ArrayRecordComponent") // a segment is never copied only to be compared
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
