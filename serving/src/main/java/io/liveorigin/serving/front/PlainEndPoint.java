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

/** A socket, and how fast its client reads: of TLS, what is encrypted counts. */
final class PlainEndPoint extends SocketChannelEndPoint implements PlainSocket {
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

  @Override
  public void sends(Payload bytes) {
    sent = bytes;
  }

  @Override
  public void sendsNothing() {
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

  @Override
  public boolean settled() {
    return true;
  }

  @Override
  public void takeBack(ByteBuffer bytes) {
    back = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return back.hasRemaining() ? BufferUtil.append(buffer, back) : super.fill(buffer);
  }
}
