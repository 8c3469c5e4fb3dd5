package io.liveorigin.media.box;

import java.nio.ByteBuffer;

/**
 * Reads the fields of one box in order. A read beyond the end of the box returns 0 and makes {@link
 * #ok()} false from then on, so that a parser can read what it needs and check once. One thread.
 */
public final class BoxFields {
  private ByteBuffer bytes;
  private int end;
  private int position;
  private boolean ok;

  BoxFields(ByteBuffer bytes, int start, int end) {
    reset(bytes, start, end);
  }

  final void reset(ByteBuffer in, int from, int to) {
    bytes = in;
    position = from;
    end = to;
    ok = true;
  }

  /** Whether every read so far was inside the box. */
  public boolean ok() {
    return ok;
  }

  /** Returns the offset of the next field from the start of the bytes. */
  public int position() {
    return position;
  }

  /** Returns the number of bytes left in the box; 0 after a read beyond the end. */
  public int remaining() {
    return ok ? end - position : 0;
  }

  public int u8() {
    return has(1) ? bytes.get(advance(1)) & 0xff : 0;
  }

  public int u16() {
    return has(2) ? bytes.getShort(advance(2)) & 0xffff : 0;
  }

  /** Reads four bytes as they are, for flags and four-character codes. */
  public int s32() {
    return has(4) ? bytes.getInt(advance(4)) : 0;
  }

  public long u32() {
    return s32() & 0xffff_ffffL;
  }

  /** Reads a 64-bit unsigned value; from 2^63 on it is returned as {@link Long#MAX_VALUE}. */
  public long u64() {
    long value = has(8) ? bytes.getLong(advance(8)) : 0;
    return value < 0 ? Long.MAX_VALUE : value;
  }

  /** Reads a 64-bit signed value. */
  public long s64() {
    return has(8) ? bytes.getLong(advance(8)) : 0;
  }

  public void skip(int count) {
    if (has(count)) {
      advance(count);
    }
  }

  private boolean has(int count) {
    ok = ok && count >= 0 && end - position >= count;
    return ok;
  }

  private int advance(int count) {
    int at = position;
    position += count;
    return at;
  }
}
