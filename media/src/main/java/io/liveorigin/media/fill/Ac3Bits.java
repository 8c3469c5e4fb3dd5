package io.liveorigin.media.fill;

/**
 * A frame of AC-3 or E-AC-3 under construction: bits, the highest of a byte first, and its checks
 * (ETSI TS 102 366, 6.1.7). What is not written is 0. One thread.
 */
final class Ac3Bits {
  /** Generator x^16 + x^15 + x^2 + 1. */
  private static final int GENERATOR = 0x1_8005;

  private final byte[] frame;
  private int position;

  /**
   * @param size bytes
   */
  Ac3Bits(int size) {
    this.frame = new byte[size];
  }

  /** The lowest {@code count} bits of {@code value}. */
  void put(int count, int value) {
    NoFillerException.unless(
        position + count <= 8 * frame.length, "the frames of its source have no room for silence");
    for (int i = count - 1; i >= 0; i--) {
      frame[position >> 3] |= (byte) ((value >> i & 1) << 7 - (position & 7));
      position++;
    }
  }

  /** The same bits once more. */
  void repeat(int times, int count, int value) {
    for (int i = 0; i < times; i++) {
      put(count, value);
    }
  }

  /** Bits that are written. */
  int position() {
    return position;
  }

  /** Writes the check in the last two bytes, over all from {@code from} on. */
  void checkEnd(int from) {
    word(frame.length - 2, check(from, frame.length - 2));
  }

  /**
   * Writes crc1, which stands in front of what it covers: a word that makes the remainder of itself
   * and the rest 0. So the remainder of the rest is divided by x, once for each bit behind the
   * word.
   *
   * @param at of crc1
   * @param to where the first 5/8 of the frame end
   */
  void checkStart(int at, int to) {
    int word = check(at + 2, to);
    for (int i = 0; i < 8 * (to - at); i++) {
      word = (word & 1) == 0 ? word >> 1 : (word ^ GENERATOR) >> 1;
    }
    word(at, word);
  }

  /** The remainder of those bytes, followed by 16 zeros. */
  private int check(int from, int to) {
    int remainder = 0;
    for (int i = from; i < to; i++) {
      remainder ^= (frame[i] & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        remainder = (remainder & 0x8000) == 0 ? remainder << 1 : remainder << 1 ^ GENERATOR;
      }
    }
    return remainder;
  }

  private void word(int at, int value) {
    frame[at] = (byte) (value >> 8);
    frame[at + 1] = (byte) value;
  }

  byte[] bytes() {
    return frame;
  }
}
