package io.liveorigin.media.edit;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Finds boxes in bytes, and inserts bytes into boxes. */
final class BoxBytes {
  private BoxBytes() {}

  /** Returns the source with bytes inserted. */
  static byte[] insert(byte[] source, int at, byte[] inserted) {
    return BoxWriter.join(
        Arrays.copyOf(source, at), inserted, Arrays.copyOfRange(source, at, source.length));
  }

  /** Corrects the size of a box into which bytes were inserted. */
  static void grow(ByteBuffer copy, BoxCursor box, int by) {
    int size = box.end() - box.start();
    require(copy.getInt(box.start()) == size, "64-bit size", box.start());
    copy.putInt(box.start(), size + by);
  }

  /** Moves to the first box of that type; throws if the level has none. */
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
