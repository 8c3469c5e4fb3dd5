package io.liveorigin.access.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pairs of user name and password that were found to be correct, so that a slow hash is computed
 * once and not for each segment. Passwords are not stored: a pair is identified by its HMAC with a
 * key of this process. Any thread may call it.
 */
final class VerifiedPasswords {
  private static final int MOST = 10_000;
  private static final String ALGORITHM = "HmacSHA256";

  private final Cache<String, SecretHash> hashes = Caffeine.newBuilder().maximumSize(MOST).build();
  private final SecretKeySpec key;

  VerifiedPasswords() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, ALGORITHM);
  }

  /** Returns the hash that this pair was found to match; empty if the pair is not known. */
  Optional<SecretHash> hash(PresentedCredential.Basic pair) {
    return Optional.ofNullable(hashes.getIfPresent(mark(pair)));
  }

  void add(PresentedCredential.Basic pair, SecretHash hash) {
    hashes.put(mark(pair), hash);
  }

  private String mark(PresentedCredential.Basic pair) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // A user name has no colon (RFC 7617, section 2), so the concatenation is unambiguous.
      mac.update((pair.user() + ":").getBytes(StandardCharsets.UTF_8));
      mac.update(pair.password().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    }
  }
}
