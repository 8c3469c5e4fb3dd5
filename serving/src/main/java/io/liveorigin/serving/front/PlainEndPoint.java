package io.liveorigin.serving.front;

import io.liveorigin.access.client.ClientReadRate;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import io.liveorigin.serving.bytes.memory.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** A socket with the rate at which its client reads; with TLS, encrypted bytes are counted. */
final class PlainEndPoint extends SocketChannelEndPoint implements PlainSocket {
  private final ClientReadRate readRate;
  private final ClientConnection clientConnection;
  private ByteBuffer back = BufferUtil.EMPTY_BUFFER;

  /** Written by the writing thread, one at a time; read by the thread that watches slow clients. */
  private volatile long written;

  private volatile Payload sent = Payload.NONE;

  /** Written by the reading thread, one at a time. */
  private volatile long received;

  /**
   * Creates the end point of an accepted connection.
   *
   * @param readRate of the client; used by one thread
   * @param clientConnection of the client
   */
  PlainEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ClientReadRate readRate,
      ClientConnection clientConnection) {
    super(channel, selector, key, scheduler);
    this.readRate = readRate;
    this.clientConnection = clientConnection;
  }

  ClientReadRate readRate() {
    return readRate;
  }

  @Override
  public ClientConnection clientConnection() {
    return clientConnection;
  }

  /** Bytes that the socket has taken, of all responses. */
  long written() {
    return written;
  }

  /** Whether bytes wait for the client to read. */
  boolean waits() {
    return getWriteFlusher().isPending();
  }

  /** The bytes of the response that is being sent. */
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
  public boolean certified() {
    return false;
  }

  @Override
  public void unread(ByteBuffer bytes) {
    back = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time reads from a socket
  public int fill(ByteBuffer buffer) throws IOException {
    if (back.hasRemaining()) {
      return BufferUtil.append(buffer, back);
    }
    int filled = super.fill(buffer);
    if (filled > 0) {
      received += filled;
    }
    return filled;
  }

  @Override
  public long received() {
    return received;
  }
}
