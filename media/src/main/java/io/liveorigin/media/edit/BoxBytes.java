package io.liveorigin.media.edit;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Boxes found in bytes, and bytes put into boxes. */
final class BoxBytes {
  private BoxBytes() {}

  /** The source with bytes put in. */
  static byte[] insert(byte[] source, int at, byte[] inserted) {
    return BoxWriter.join(
        Arrays.copyOf(source, at), inserted, Arrays.copyOfRange(source, at, source.length));
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
