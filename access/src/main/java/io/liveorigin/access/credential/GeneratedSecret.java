package io.liveorigin.access.credential;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of 256 random bits. Its prefix lets scanners of source code and logs recognise it.
 *
 * @param text the secret that the client sends, as a password or as a bearer token
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

  /**
   * Omits the secret, which must not appear in a log. The default {@code toString} of a record
   * would print it.
   */
  @Override
  public String toString() {
    return "a generated secret";
  }
}
