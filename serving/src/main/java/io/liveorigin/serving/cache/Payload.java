package io.liveorigin.serving.cache;

import java.nio.ByteBuffer;

/**
 * The bytes of an answer, read-only. Immutable; any thread. The memory is given back when nobody
 * refers to the payload any more.
 */
public final class Payload {
  private final ByteBuffer buffer;

  private Payload(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Copies {@code bytes} off the heap, from where a socket takes them without another copy. */
  public static Payload copyOf(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
    direct.put(bytes).flip();
    return new Payload(direct.asReadOnlyBuffer());
  }

  /** Small bytes that are sent once and not kept: no copy. */
  public static Payload wrap(byte[] bytes) {
    return new Payload(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  /** Number of bytes. */
  public int size() {
    return buffer.capacity();
  }

  /** A view of {@code length} bytes from {@code from} on, with a position of its own. */
  public ByteBuffer slice(int from, int length) {
    return buffer.slice(from, length);
  }
}
