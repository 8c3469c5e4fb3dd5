package io.liveorigin.serving.bytes.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of one response, read-only and on loan: the recipient releases the payload once the
 * bytes are in the socket or will not be sent. After that its buffers belong to others. Any thread.
 */
public final class Payload {
  private static final Runnable NOBODY = () -> {};

  /** No bytes, without an owner. */
  public static final Payload NONE = wrap(new byte[0]);

  private final List<ByteBuffer> parts;
  private final int size;
  private final Runnable after;

  /** The owner of the bytes; the same for all payloads that were lent the same bytes. */
  private final Object memory;

  private final boolean borrowed;
  private final AtomicBoolean released = new AtomicBoolean();

  private Payload(
      List<ByteBuffer> parts, int size, Runnable after, Object memory, boolean borrowed) {
    this.parts = parts;
    this.size = size;
    this.after = after;
    this.memory = memory;
    this.borrowed = borrowed;
  }

  /**
   * Bytes that are kept elsewhere until {@code after} is run.
   *
   * @param memory the owner of the bytes
   */
  static Payload held(List<ByteBuffer> parts, int size, Runnable after, Object memory) {
    return new Payload(parts, size, after, memory, true);
  }

  /** Bytes on the heap, which need not be given back. No copy. */
  public static Payload wrap(byte[] bytes) {
    return wrap(ByteBuffer.wrap(bytes));
  }

  /** The remaining bytes of a buffer on the heap, whose own position stays. No copy. */
  public static Payload wrap(ByteBuffer bytes) {
    ByteBuffer own = bytes.slice().asReadOnlyBuffer();
    return new Payload(List.of(own), own.remaining(), NOBODY, own, false);
  }

  /**
   * The same bytes, with one more action at their release. The release of the result releases this
   * payload, too.
   *
   * @param also run after this payload's own release
   */
  public Payload then(Runnable also) {
    return new Payload(
        parts,
        size,
        () -> {
          release();
          also.run();
        },
        memory,
        borrowed);
  }

  /** The owner of the bytes: the same object for all payloads that were lent the same bytes. */
  public Object memory() {
    return memory;
  }

  /** Bytes of the segments' memory that cannot be given back before the release. */
  public int borrowed() {
    return borrowed ? size : 0;
  }

  /** Gives the bytes back; repeated calls do no harm. */
  public void release() {
    if (released.compareAndSet(false, true)) {
      after.run();
    }
  }

  /** Number of bytes. */
  public int size() {
    return size;
  }

  /**
   * Views of {@code length} bytes from {@code from} on, in order, each with its own position;
   * usually there is one.
   */
  public List<ByteBuffer> slices(int from, int length) {
    if (parts.size() == 1) {
      return List.of(parts.get(0).slice(from, length));
    }
    List<ByteBuffer> slices = new ArrayList<>(parts.size());
    int skip = from;
    int left = length;
    for (ByteBuffer part : parts) {
      int here = Math.min(part.capacity() - skip, left);
      if (here > 0) {
        slices.add(part.slice(skip, here));
        left -= here;
      }
      skip = Math.max(0, skip - part.capacity());
    }
    return slices;
  }
}
