package io.liveorigin.selector.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes small values in few bytes: integers with seven bits a byte, the low bits first. One
 * thread.
 */
final class CompactWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  void octet(int value) {
    out.write(value);
  }

  void bytes(byte[] value) {
    out.writeBytes(value);
  }

  /** Short if the value is small and not negative. */
  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Short if the value is near zero. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    unsigned(utf8.length);
    bytes(utf8);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
