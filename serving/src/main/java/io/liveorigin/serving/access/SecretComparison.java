package io.liveorigin.serving.access;

/** Compares a secret with what a client sent. Pure; allocates nothing. */
public final class SecretComparison {
  private SecretComparison() {}

  /**
   * Whether the bytes of {@code given} from {@code from} to {@code to} are {@code secret}. The time
   * that it takes depends only on the number of given bytes: not on where they differ, nor on the
   * length of the secret (as {@link java.security.MessageDigest#isEqual}, without a copy).
   */
  public static boolean same(byte[] secret, byte[] given, int from, int to) {
    int length = to - from;
    int differences = length - secret.length;
    for (int i = 0; i < length; i++) {
      // The index i, or 0 after the end of the secret, without a branch.
      int at = ((i - secret.length) >>> 31) * i;
      differences |= given[from + i] ^ secret[at];
    }
    return differences == 0;
  }
}
