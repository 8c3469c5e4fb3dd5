package io.liveorigin.media.edit;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Boxes as bytes: written, copied and found. */
final class BoxBytes {
  private static final int HEADER = 8;

  private BoxBytes() {}

  static byte[] box(int type, byte[]... parts) {
    byte[] payload = join(parts);
    return join(u32(HEADER + (long) payload.length), u32(type), payload);
  }

  static byte[] fullBox(int type, int version, int flags, byte[]... parts) {
    return box(type, u32(version << 24 | flags), join(parts));
  }

  static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** The source with bytes put in. */
  static byte[] insert(byte[] source, int at, byte[] inserted) {
    return join(Arrays.copyOf(source, at), inserted, Arrays.copyOfRange(source, at, source.length));
  }

  /** Corrects the size of a box that bytes were put into. */
  static void grow(ByteBuffer copy, BoxCursor box, int by) {
    int size = box.end() - box.start();
    require(copy.getInt(box.start()) == size, "64-bit size", box.start());
    copy.putInt(box.start(), size + by);
  }

  /** Moves to the first box of that type; refused where the level has none. */
  static BoxCursor first(BoxCursor level, int type, String name) {
    while (level.next()) {
      if (level.type() == type) {
        return level;
      }
    }
    throw refused("it has no " + name);
  }

  static void require(boolean holds, String box, int at) {
    if (!holds) {
      throw refused(box + " at " + at + " cannot be read");
    }
  }

  static OriginException refused(String why) {
    return new OriginException(ErrorCode.INTERNAL, "segment cannot be edited: " + why);
  }
}
