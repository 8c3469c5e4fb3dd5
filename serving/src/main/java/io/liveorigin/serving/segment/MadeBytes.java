package io.liveorigin.serving.segment;

import io.liveorigin.contract.segment.Digest;

/**
 * Bytes that this node makes for an answer, with their digest. They never change.
 *
 * @param bytes as they are served
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record MadeBytes(byte[] bytes, Digest digest) {
  static MadeBytes of(byte[] bytes) {
    return new MadeBytes(bytes, Digest.of(bytes));
  }
}
