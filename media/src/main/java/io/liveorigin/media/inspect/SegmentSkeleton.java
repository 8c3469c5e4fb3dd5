package io.liveorigin.media.inspect;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.FourCc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A segment without its media data: everything that inspection needs, in one or two kilobytes. With
 * it, a segment that came before its init segment can be inspected later without reading its bytes
 * again. Inspection never reads the content of mdat, so the expanded skeleton has the same {@link
 * Inspection} as the segment, whatever it is inspected against.
 *
 * <p>The format, big-endian: the length of the segment (4 bytes), then stretches of it in order:
 * the number of bytes kept (4), the number of zeros after them (4), and the bytes kept. Pure
 * functions; any thread.
 */
public final class SegmentSkeleton {
  private static final int LENGTH = 4;
  private static final int STRETCH = 8;

  private final byte[] segment;
  private final int limit;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int written;

  private SegmentSkeleton(byte[] segment, int limit) {
    this.segment = segment;
    this.limit = limit;
  }

  /**
   * Returns the skeleton of a segment; everything except media data is kept unchanged.
   *
   * @param limitBytes the greatest length of the skeleton, which also bounds memory
   * @return empty if the skeleton would be longer
   */
  public static Optional<byte[]> of(byte[] segment, int limitBytes) {
    SegmentSkeleton skeleton = new SegmentSkeleton(segment, limitBytes);
    return skeleton.write() ? Optional.of(skeleton.out.toByteArray()) : Optional.empty();
  }

  private boolean write() {
    number(segment.length);
    BoxCursor top = BoxCursor.over(segment);
    boolean fits = out.size() <= limit;
    while (fits && top.next()) {
      // A stretch of its own costs eight bytes: less is not worth leaving out.
      if (top.type() == FourCc.MDAT && top.payloadSize() > STRETCH) {
        fits = stretch(top.payloadStart(), top.end());
      }
    }
    return fits && (written == segment.length || stretch(segment.length, segment.length));
  }

  /** Keeps the bytes up to {@code kept}, and leaves out those from there to {@code end}. */
  private boolean stretch(int kept, int end) {
    int from = written;
    if ((long) out.size() + STRETCH + kept - from > limit) {
      return false;
    }
    number(kept - from);
    number(end - kept);
    out.write(segment, from, kept - from);
    written = end;
    return true;
  }

  private void number(int value) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
  }

  /**
   * Returns as many bytes as the segment had, with zeros for its media data.
   *
   * @throws OriginException {@code INTERNAL} if the skeleton is damaged
   */
  public static byte[] expand(byte[] skeleton) {
    ByteBuffer in = ByteBuffer.wrap(skeleton);
    requireWhole(in.duplicate());
    byte[] segment = new byte[in.getInt()];
    int at = 0;
    while (in.hasRemaining()) {
      int kept = in.getInt();
      int zeros = in.getInt();
      in.get(segment, at, kept);
      at += kept + zeros;
    }
    return segment;
  }

  /** Checks, before any memory is allocated, that the stretches make up the length. */
  private static void requireWhole(ByteBuffer in) {
    require(in.remaining() >= LENGTH);
    long length = in.getInt();
    long found = 0;
    while (in.hasRemaining()) {
      require(in.remaining() >= STRETCH);
      int kept = in.getInt();
      int zeros = in.getInt();
      require(kept >= 0 && zeros >= 0 && kept <= in.remaining());
      in.position(in.position() + kept);
      found += (long) kept + zeros;
    }
    require(found == length);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new OriginException(
          ErrorCode.INTERNAL, "the stored outline of a segment is damaged and cannot be expanded");
    }
  }
}
