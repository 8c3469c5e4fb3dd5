package io.liveorigin.selector.store;

import java.nio.ByteBuffer;

/**
 * Which records of {@code selections} count. The revision stands before the stored decision, so the
 * comparison reads four bytes and parses nothing.
 */
final class Acceptance {
  private Acceptance() {}

  /** Whether a record of {@code revision} follows the stored value ({@code null}: none yet). */
  static boolean accepts(byte[] stored, int revision) {
    int current = stored == null ? 0 : revision(stored);
    return revision == current + 1;
  }

  static byte[] value(int revision, byte[] decision) {
    return ByteBuffer.allocate(Integer.BYTES + decision.length)
        .putInt(revision)
        .put(decision)
        .array();
  }

  static byte[] decision(byte[] value) {
    return java.util.Arrays.copyOfRange(value, Integer.BYTES, value.length);
  }

  private static int revision(byte[] value) {
    return ByteBuffer.wrap(value).getInt();
  }
}
