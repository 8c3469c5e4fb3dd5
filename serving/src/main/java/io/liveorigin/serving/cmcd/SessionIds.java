package io.liveorigin.serving.cmcd;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces the session ids of players by ids that only this node can make, and only on this UTC
 * day: the first 64 bits of HMAC-SHA-256 with a key that is drawn anew each day and is nowhere but
 * in memory. When the key is gone, nobody can tell whether an id belongs to a session id. One
 * thread.
 */
final class SessionIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int BYTES = 8;

  private final Supplier<byte[]> keys;
  private long day = Long.MIN_VALUE;
  private Mac mac;

  /**
   * @param keys returns 32 random bytes at each call
   */
  SessionIds(Supplier<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Returns 16 hex digits.
   *
   * @param scope name of a tenant, so that ids of two tenants have nothing in common
   * @param now epoch ms
   */
  String of(String scope, String sid, long now) {
    rotate(Math.floorDiv(now, DAY));
    mac.update(scope.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) '\n');
    byte[] digest = mac.doFinal(sid.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }

  private void rotate(long today) {
    if (today == day) {
      return;
    }
    try {
      Mac next = Mac.getInstance(ALGORITHM);
      next.init(new SecretKeySpec(keys.get(), ALGORITHM));
      mac = next;
      day = today;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
