package io.liveorigin.serving.front;

import java.util.function.IntSupplier;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * The pool of one TLS connection: what is sent gets a buffer for several records, so that one write
 * of the socket takes them all. One thread at a time.
 */
final class OutputBuffers extends ByteBufferPool.Wrapper {
  private final IntSupplier most;
  private long sending;

  /**
   * @param most bytes of a buffer, now
   */
  OutputBuffers(ByteBufferPool pool, IntSupplier most) {
    super(pool);
    this.most = most;
  }

  /** So many bytes are to be encrypted from now on; 0 when nothing is. */
  void sends(long bytes) {
    sending = bytes;
  }

  /**
   * @param size of a record with all that is around it
   */
  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    if (sending <= size) {
      return super.acquire(size, direct);
    }
    // A record takes what is around it, and a whole one must find room behind the last.
    long wanted = Math.min(sending + 2L * size, most.getAsInt());
    return super.acquire((int) Math.max(size, wanted), direct);
  }
}
