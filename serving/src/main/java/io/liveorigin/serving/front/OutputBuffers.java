package io.liveorigin.serving.front;

import java.util.function.IntSupplier;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * The buffer pool of one TLS connection: output gets a buffer for several records, so that one
 * write to the socket takes them all. One thread at a time.
 */
final class OutputBuffers extends ByteBufferPool.Wrapper {
  private final IntSupplier most;
  private long sending;

  /**
   * Wraps a pool.
   *
   * @param most largest size of a buffer now, in bytes
   */
  OutputBuffers(ByteBufferPool pool, IntSupplier most) {
    super(pool);
    this.most = most;
  }

  /** Sets the number of bytes that are encrypted from now on; 0 for none. */
  void sends(long bytes) {
    sending = bytes;
  }

  /**
   * Returns a larger buffer while bytes are being sent.
   *
   * @param size of a record with its overhead
   */
  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    if (sending <= size) {
      return super.acquire(size, direct);
    }
    // A record has an overhead, and a whole one must fit after the last.
    long wanted = Math.min(sending + 2L * size, most.getAsInt());
    return super.acquire((int) Math.max(size, wanted), direct);
  }
}
