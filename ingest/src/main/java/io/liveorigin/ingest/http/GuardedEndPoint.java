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

/** The endpoint of a socket, with its client connection and the rate at which the client reads. */
final class GuardedEndPoint extends SocketChannelEndPoint {
  private final ClientReadRate readRate;
  private final ClientConnection clientConnection;

  /**
   * Bytes that the socket has accepted. Written by one writing thread at a time; read by the thread
   * that looks for slow clients.
   */
  private volatile long written;

  /** Bytes that were received. Written by one reading thread at a time. */
  private volatile long received;

  /**
   * @param readRate of the client; used by one thread
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

  /** Returns the endpoint of the socket below a connection, with or without TLS. */
  static GuardedEndPoint of(EndPoint endPoint) {
    return (GuardedEndPoint)
        (endPoint instanceof SslConnection.SslEndPoint tls
            ? tls.getSslConnection().getEndPoint()
            : endPoint);
  }

  ClientConnection clientConnection() {
    return clientConnection;
  }

  /**
   * Samples the client's read rate. Returns whether the client was too slow over a whole window
   * that ends now.
   */
  boolean tooSlow(long nanos) {
    return readRate.isTooSlow(getWriteFlusher().isPending(), written, nanos);
  }

  /** Returns the bytes received so far; with TLS, before decryption. */
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
