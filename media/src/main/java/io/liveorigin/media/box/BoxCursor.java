package io.liveorigin.media.box;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Iterates over the boxes of one level, in order, without copying and without reading payloads
 * (ISO/IEC 14496-12, 4.2: 32-bit and 64-bit sizes, size 0 for a box that extends to the end, {@code
 * uuid}). Whatever the length fields contain, it allocates nothing, stays inside its range and
 * advances by at least eight bytes per step. One thread.
 */
public final class BoxCursor {
  /** The reason why {@link #next()} returned false. */
  public enum Ending {
    /** There may be more boxes, or the last one ended exactly where the range ends. */
    COMPLETE,
    /** The size of a box exceeds the range, or its header does not fit in. */
    RUNS_PAST_END,
    /** The size of a box is less than that of its own header. */
    BAD_SIZE
  }

  private static final int HEADER = 8;
  private static final int LARGE_SIZE = 8;
  private static final int USER_TYPE = 16;

  private ByteBuffer bytes;
  private int limit;
  private int start;
  private int payload;
  private int end;
  private int type;
  private long missing;
  private Ending ending = Ending.COMPLETE;

  private BoxCursor(ByteBuffer bytes, int from, int limit) {
    this.bytes = bytes;
    this.start = from;
    this.payload = from;
    this.end = from;
    this.limit = limit;
  }

  public static BoxCursor over(byte[] bytes) {
    return over(ByteBuffer.wrap(bytes));
  }

  /** Returns a cursor over the bytes from position to limit; offsets count from the position. */
  public static BoxCursor over(ByteBuffer bytes) {
    ByteBuffer view = bytes.slice().order(ByteOrder.BIG_ENDIAN);
    return new BoxCursor(view, 0, view.limit());
  }

  /**
   * Moves to the next box of this level. Returns false at the end of the range and at a damaged
   * box.
   */
  public boolean next() {
    if (ending != Ending.COMPLETE || end == limit) {
      return false;
    }
    start = end;
    type = 0;
    long room = (long) limit - start;
    if (room < HEADER) {
      return stop(Ending.RUNS_PAST_END, HEADER - room);
    }
    long size = bytes.getInt(start) & 0xffff_ffffL;
    type = bytes.getInt(start + 4);
    int header = HEADER;
    if (size == 1) {
      header += LARGE_SIZE;
      if (room < header) {
        return stop(Ending.RUNS_PAST_END, header - room);
      }
      size = bytes.getLong(start + HEADER);
      if (size < 0) {
        size = Long.MAX_VALUE;
      }
    } else if (size == 0) {
      size = room;
    }
    if (type == FourCc.UUID) {
      header += USER_TYPE;
    }
    if (size < header) {
      return stop(Ending.BAD_SIZE, 0);
    }
    if (size > room) {
      return stop(Ending.RUNS_PAST_END, size - room);
    }
    payload = start + header;
    end = start + (int) size;
    return true;
  }

  private boolean stop(Ending why, long bytesMissing) {
    ending = why;
    missing = bytesMissing;
    payload = start;
    end = start;
    return false;
  }

  public Ending ending() {
    return ending;
  }

  /** Returns the number of missing bytes of the box at which the iteration stopped, or 0. */
  public long missing() {
    return missing;
  }

  /**
   * Returns the four-character code of the current box, or of the one at which the iteration
   * stopped.
   */
  public int type() {
    return type;
  }

  /** Returns the offset of the current box's header, or of the damaged one's. */
  public int start() {
    return start;
  }

  /** Returns the offset of the first byte after the header. */
  public int payloadStart() {
    return payload;
  }

  /** Returns the offset after the last byte of the current box. */
  public int end() {
    return end;
  }

  public int payloadSize() {
    return end - payload;
  }

  /** Whether the current box has size 0, which means that it extends to the end (4.2). */
  public boolean toEnd() {
    return bytes.getInt(start) == 0;
  }

  /** Returns {@code reused}, set to the boxes after the current one on this level. */
  public BoxCursor following(BoxCursor reused) {
    return reused.reset(bytes, end, limit);
  }

  /** Returns a cursor over the boxes inside the current one. */
  public BoxCursor children() {
    return new BoxCursor(bytes, payload, end);
  }

  /**
   * Returns {@code reused}, set to the boxes inside the current one, so that a level of a thousand
   * boxes needs no more memory than a level of one.
   */
  public BoxCursor children(BoxCursor reused) {
    return reused.reset(bytes, payload, end);
  }

  private BoxCursor reset(ByteBuffer in, int from, int to) {
    bytes = in;
    limit = to;
    start = from;
    payload = from;
    end = from;
    type = 0;
    missing = 0;
    ending = Ending.COMPLETE;
    return this;
  }

  /**
   * Returns a cursor over the boxes inside the current one after {@code fields}, for a box that has
   * fields as well.
   */
  public BoxCursor childrenFrom(BoxFields fields) {
    return new BoxCursor(bytes, fields.position(), end);
  }

  /** Returns the fields of the current box. */
  public BoxFields fields() {
    return new BoxFields(bytes, payload, end);
  }

  /** Returns {@code reused}, set to the fields of the current box. */
  public BoxFields fields(BoxFields reused) {
    reused.reset(bytes, payload, end);
    return reused;
  }

  /**
   * Returns the bytes to which all offsets refer; big-endian. To be read by absolute offset only.
   */
  public ByteBuffer bytes() {
    return bytes;
  }
}
