package io.liveorigin.access.token;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a token's text, by which the token is recognised: tokens themselves are not kept.
 */
record TokenDigest(long first, long second, long third, long fourth) {
  static TokenDigest of(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      LongBuffer longs =
          ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.UTF_8))).asLongBuffer();
      return new TokenDigest(longs.get(), longs.get(), longs.get(), longs.get());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
