package io.liveorigin.media.fill;

/**
 * Builds a frame of AC-3 or E-AC-3: its bits, the most significant one of a byte first, and its CRC
 * words (ETSI TS 102 366, 6.1.7). Bits that are not written are 0. One thread.
 */
final class Ac3Bits {
  /** Generator x^16 + x^15 + x^2 + 1. */
  private static final int GENERATOR = 0x1_8005;

  private final byte[] frame;
  private int position;

  /**
   * @param size size of the frame, bytes
   */
  Ac3Bits(int size) {
    this.frame = new byte[size];
  }

  /** Writes the lowest {@code count} bits of {@code value}. */
  void put(int count, int value) {
    NoFillerException.unless(
        position + count <= 8 * frame.length, "the frames of its source have no room for silence");
    for (int i = count - 1; i >= 0; i--) {
      frame[position >> 3] |= (byte) ((value >> i & 1) << 7 - (position & 7));
      position++;
    }
  }

  /** Writes the same bits several times. */
  void repeat(int times, int count, int value) {
    for (int i = 0; i < times; i++) {
      put(count, value);
    }
  }

  /** Returns the number of bits written. */
  int position() {
    return position;
  }

  /** Writes the CRC word over all bytes from {@code from} on into the last two bytes. */
  void checkEnd(int from) {
    word(frame.length - 2, check(from, frame.length - 2));
  }

  /**
   * Writes crc1, which precedes the bytes that it covers: a word that makes the remainder of itself
   * and those bytes 0. Therefore the remainder of those bytes is divided by x, once for each bit
   * after the word.
   *
   * @param at offset of crc1
   * @param to offset at which the first 5/8 of the frame end
   */
  void checkStart(int at, int to) {
    int word = check(at + 2, to);
    for (int i = 0; i < 8 * (to - at); i++) {
      word = (word & 1) == 0 ? word >> 1 : (word ^ GENERATOR) >> 1;
    }
    word(at, word);
  }

  /** Returns the remainder of those bytes followed by 16 zero bits. */
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
