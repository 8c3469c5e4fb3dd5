package io.liveorigin.access.credential;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of 256 random bits. Scanners of source code and logs find it by its prefix.
 *
 * @param text what the client sends: as a password, or as a bearer token
 */
public record GeneratedSecret(String text) {
  private static final String PREFIX = "lo_";
  private static final int BYTES = 32;

  public static GeneratedSecret from(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new GeneratedSecret(
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  public SecretHash hash() {
    return SecretHash.ofGenerated(text);
  }

  /** Records print their components; this must not be in a log. */
  @Override
  public String toString() {
    return "a generated secret";
  }
}
