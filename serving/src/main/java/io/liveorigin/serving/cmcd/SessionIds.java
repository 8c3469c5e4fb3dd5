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
 * in memory. When the key is gone, nobody can tell whether an id belongs to a session id.
 *
 * <p>Sessions are looked up by another id, which is written nowhere. Its key lives as long as the
 * process, so that sessions continue at midnight. One thread.
 */
final class SessionIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int BYTES = 8;

  private final Supplier<byte[]> keys;
  private final Mac lookup;
  private long day = Long.MIN_VALUE;
  private Mac mac;

  /**
   * @param keys returns 32 random bytes at each call
   */
  SessionIds(Supplier<byte[]> keys) {
    this.keys = keys;
    this.lookup = drawn();
  }

  /** Returns 16 hex digits, the same at all times, to look a session up; not to be written. */
  String key(String sid) {
    return hex(lookup, sid);
  }

  /**
   * Returns 16 hex digits, to be written.
   *
   * @param scope name of a tenant, so that ids of two tenants have nothing in common
   * @param now epoch ms
   */
  String of(String scope, String sid, long now) {
    rotate(Math.floorDiv(now, DAY));
    mac.update(scope.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) '\n');
    return hex(mac, sid);
  }

  private static String hex(Mac mac, String sid) {
    byte[] digest = mac.doFinal(sid.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }

  /** A clock that is set back does not end a day twice. */
  private void rotate(long today) {
    if (today > day) {
      mac = drawn();
      day = today;
    }
  }

  private Mac drawn() {
    try {
      Mac drawn = Mac.getInstance(ALGORITHM);
      drawn.init(new SecretKeySpec(keys.get(), ALGORITHM));
      return drawn;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
