package io.liveorigin.media.retime;

import java.util.Arrays;

/**
 * The places at which four bytes are inserted because a 32-bit field becomes a 64-bit one, and
 * their effect on every offset. The new bytes are the field's upper half, so they are in front of
 * it.
 */
final class BoxWidening {
  static final int BYTES = 4;

  private int[] positions = new int[4];
  private int count;

  /** Widens the field at that offset of the source. Offsets must come in ascending order. */
  void at(int position) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count * 2);
    }
    positions[count++] = position;
  }

  boolean none() {
    return count == 0;
  }

  /**
   * Returns the offset in the copy for that offset of the source; at a widened field, that of its
   * new bytes.
   */
  int moved(int offset) {
    int found = Arrays.binarySearch(positions, 0, count, offset);
    int before = found >= 0 ? found : -found - 1;
    return offset + BYTES * before;
  }

  /** Returns the source with zeros inserted. */
  byte[] apply(byte[] source) {
    byte[] copy = new byte[Math.addExact(source.length, BYTES * count)];
    int from = 0;
    for (int i = 0; i < count; i++) {
      int length = positions[i] - from;
      System.arraycopy(source, from, copy, from + BYTES * i, length);
      from = positions[i];
    }
    System.arraycopy(source, from, copy, from + BYTES * count, source.length - from);
    return copy;
  }
}
