package io.liveorigin.media.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes ISO BMFF boxes by hand, independently of the code under test. */
public final class Boxes {
  private Boxes() {}

  public static byte[] box(String type, byte[]... parts) {
    byte[] payload = join(parts);
    return join(u32(8 + payload.length), ascii(type), payload);
  }

  /** Returns a box with a 64-bit size. */
  public static byte[] largeBox(String type, byte[]... parts) {
    byte[] payload = join(parts);
    return join(u32(1), ascii(type), u64(16 + payload.length), payload);
  }

  /** Returns a box with size 0, which extends to the end of its container. */
  public static byte[] openBox(String type, byte[]... parts) {
    return join(u32(0), ascii(type), join(parts));
  }

  public static byte[] fullBox(String type, int version, int flags, byte[]... parts) {
    return box(type, u32(version << 24 | flags), join(parts));
  }

  public static byte[] u16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  public static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  public static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] zeros(int count) {
    return new byte[count];
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
