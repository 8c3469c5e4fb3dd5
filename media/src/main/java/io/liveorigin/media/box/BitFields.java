package io.liveorigin.media.box;

import java.nio.ByteBuffer;

/**
 * Reads bits, the most significant one of a byte first. A read beyond the end returns zeros and
 * makes {@link #ok()} false from then on. One thread.
 */
public final class BitFields {
  private final ByteBuffer bytes;
  private final long end;
  private long position;

  /** Reads the bytes from offset {@code from} to {@code to}, exclusive. */
  public BitFields(ByteBuffer bytes, int from, int to) {
    this.bytes = bytes;
    this.position = 8L * from;
    this.end = 8L * to;
  }

  public boolean ok() {
    return position <= end;
  }

  /**
   * @param count 1 to 31
   */
  public int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      int bit =
          position < end ? bytes.get((int) (position >> 3)) >> (7 - (int) (position & 7)) & 1 : 0;
      value = value << 1 | bit;
      position++;
    }
    return value;
  }
}
