package io.liveorigin.ingest.http;

import io.liveorigin.access.client.ClientReadRate;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** A socket, whose it is, and how fast its client reads. */
final class GuardedEndPoint extends SocketChannelEndPoint {
  private final ClientReadRate readRate;
  private final ClientConnection clientConnection;

  /** Written by whoever writes, one at a time; read by whoever watches slow clients. */
  private volatile long written;

  /** Written by whoever reads, one at a time. */
  private volatile long received;

  /**
   * @param readRate of the client; looked at by one thread
   */
  GuardedEndPoint(
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

  /** The socket that a connection speaks on, within TLS or not. */
  static GuardedEndPoint of(EndPoint endPoint) {
    return (GuardedEndPoint)
        (endPoint instanceof SslConnection.SslEndPoint tls
            ? tls.getSslConnection().getEndPoint()
            : endPoint);
  }

  ClientConnection clientConnection() {
    return clientConnection;
  }

  /** Whether the client has been too slow for a whole window, which ends here. */
  boolean tooSlow(long nanos) {
    return readRate.look(getWriteFlusher().isPending(), written, nanos);
  }

  /** Bytes that have come so far; of TLS, before they are decrypted. */
  long received() {
    return received;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time reads from a socket
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0) {
      received += filled;
    }
    return filled;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes to a socket
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = BufferUtil.remaining(buffers);
    boolean all = super.flush(buffers);
    written += before - BufferUtil.remaining(buffers);
    return all;
  }
}
