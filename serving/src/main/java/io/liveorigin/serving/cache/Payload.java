package io.liveorigin.serving.cache;

import java.nio.ByteBuffer;

/**
 * The bytes of an answer, read-only. Immutable; any thread. The memory is given back when nobody
 * refers to the payload any more.
 */
public final class Payload {
  private static final Runnable NOBODY = () -> {};

  private final ByteBuffer buffer;
  private final Runnable sent;

  private Payload(ByteBuffer buffer, Runnable sent) {
    this.buffer = buffer;
    this.sent = sent;
  }

  /** Copies {@code bytes} off the heap, from where a socket takes them without another copy. */
  public static Payload copyOf(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
    direct.put(bytes).flip();
    return new Payload(direct.asReadOnlyBuffer(), NOBODY);
  }

  /** Small bytes that are sent once and not kept: no copy. */
  public static Payload wrap(byte[] bytes) {
    return new Payload(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), NOBODY);
  }

  /**
   * The same bytes for one answer.
   *
   * @param after run when {@link #sent} is called
   */
  public Payload lent(Runnable after) {
    return new Payload(buffer, after);
  }

  /** Tells whoever lent these bytes that the answer is written, or will not be. */
  public void sent() {
    sent.run();
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
