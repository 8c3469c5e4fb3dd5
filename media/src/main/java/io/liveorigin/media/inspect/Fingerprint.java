package io.liveorigin.media.inspect;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over a sequence of values. Each value of variable length follows its length, so that
 * different sequences never become the same bytes. Input is not copied. One thread.
 */
final class Fingerprint {
  private static final int BYTES = 8;

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new OriginException(ErrorCode.INTERNAL, "SHA-256 is not available", e);
    }
  }

  Fingerprint number(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      digest.update((byte) (value >> shift));
    }
    return this;
  }

  Fingerprint text(String text) {
    number(text.length());
    for (int i = 0; i < text.length(); i++) {
      digest.update((byte) text.charAt(i));
    }
    return this;
  }

  /** Adds the bytes from offset {@code from} to {@code to}, exclusive. */
  Fingerprint bytes(ByteBuffer bytes, int from, int to) {
    number((long) to - from);
    for (int i = from; i < to; i++) {
      digest.update(bytes.get(i));
    }
    return this;
  }

  /** Returns the first 16 hex digits, and ends the fingerprint. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
