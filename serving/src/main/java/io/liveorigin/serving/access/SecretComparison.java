package io.liveorigin.serving.access;

/** Compares a secret with what a client sent. Pure; allocates nothing. */
public final class SecretComparison {
  private SecretComparison() {}

  /**
   * Whether the bytes of {@code given} from {@code from} to {@code to} are {@code secret}. How long
   * it takes depends on how many were given and on nothing else: not on where they differ, nor on
   * the length of the secret (as {@link java.security.MessageDigest#isEqual}, without a copy).
   */
  public static boolean same(byte[] secret, byte[] given, int from, int to) {
    int length = to - from;
    int differences = length - secret.length;
    for (int i = 0; i < length; i++) {
      // 0 where i is beyond the secret, without a branch.
      int at = ((i - secret.length) >>> 31) * i;
      differences |= given[from + i] ^ secret[at];
    }
    return differences == 0;
  }
}
