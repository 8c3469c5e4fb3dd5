package io.liveorigin.serving.segment;

import io.liveorigin.contract.segment.Digest;

/**
 * Bytes that this node makes for a response, with their digest. They never change.
 *
 * @param bytes as they are served
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GeneratedBytes(byte[] bytes, Digest digest) {
  static GeneratedBytes of(byte[] bytes) {
    return new GeneratedBytes(bytes, Digest.of(bytes));
  }
}
