package io.liveorigin.media.box;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Makes boxes from their parts (ISO/IEC 14496-12, 4.2), with 32-bit sizes. Pure; any thread. */
public final class BoxWriter {
  private static final int HEADER = 8;

  private BoxWriter() {}

  public static byte[] box(int type, byte[]... parts) {
    byte[] payload = join(parts);
    return join(u32(HEADER + (long) payload.length), u32(type), payload);
  }

  public static byte[] fullBox(int type, int version, int flags, byte[]... parts) {
    return box(type, u32(version << 24 | flags), join(parts));
  }

  public static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  public static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
