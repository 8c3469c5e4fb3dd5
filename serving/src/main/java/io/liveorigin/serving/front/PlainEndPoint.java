package io.liveorigin.serving.front;

import io.liveorigin.serving.bytes.memory.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A socket that takes back what was read from it: whoever reads next gets that first. Jetty's
 * connection must read all bytes by itself. One that is given them in its buffer, as after an
 * upgrade, reads on behind a request that it cannot understand, and where the client has nothing
 * more to send it closes the connection without an answer (12.1.12).
 *
 * <p>One thread at a time reads.
 */
final class PlainEndPoint extends SocketChannelEndPoint {
  private final ReadPace pace;
  private ByteBuffer back = BufferUtil.EMPTY_BUFFER;

  /** Written by whoever writes, one at a time; read by whoever watches slow clients. */
  private volatile long written;

  private volatile Payload sent = Payload.NONE;

  /**
   * @param pace of the client; looked at by one thread
   */
  PlainEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ReadPace pace) {
    super(channel, selector, key, scheduler);
    this.pace = pace;
  }

  ReadPace pace() {
    return pace;
  }

  /** Bytes that the socket has taken, of all answers. */
  long written() {
    return written;
  }

  /** Whether bytes wait for the client to read. */
  boolean waits() {
    return getWriteFlusher().isPending();
  }

  /** The bytes of the answer that is being sent. */
  Payload sent() {
    return sent;
  }

  /** An answer with these bytes is sent from now on. */
  void sends(Payload bytes) {
    sent = bytes;
  }

  /** Nothing is sent any more. */
  void sendsNothing() {
    sent = Payload.NONE;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes to a socket
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = BufferUtil.remaining(buffers);
    boolean all = super.flush(buffers);
    written += before - BufferUtil.remaining(buffers);
    return all;
  }

  /** Copies what remains of {@code bytes}. */
  void takeBack(ByteBuffer bytes) {
    back = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return back.hasRemaining() ? BufferUtil.append(buffer, back) : super.fill(buffer);
  }
}
