package io.liveorigin.access.connection;

import io.liveorigin.access.client.ClientReadRate;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** A socket without TLS, or the one below TLS, with the rate at which its client reads. */
public class ClientEndPoint extends SocketChannelEndPoint implements ClientSocket {
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
   * Creates the end point of an accepted connection.
   *
   * @param readRate of the client; used by one thread
   */
  public ClientEndPoint(
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

  @Override
  public final ClientConnection clientConnection() {
    return clientConnection;
  }

  /** The rate at which the client reads. Used by the thread that looks for slow clients. */
  public final ClientReadRate readRate() {
    return readRate;
  }

  /**
   * Samples the client's read rate. Returns whether the client was too slow over a whole window
   * that ends now. Called by the thread that looks for slow clients.
   *
   * @param nanos a monotonic clock
   */
  public final boolean tooSlow(long nanos) {
    return readRate.isTooSlow(getWriteFlusher().isPending(), written, nanos);
  }

  @Override
  public final long received() {
    return received;
  }

  @Override
  public final boolean settled() {
    return true;
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
  public final boolean flush(ByteBuffer... buffers) throws IOException {
    long before = BufferUtil.remaining(buffers);
    boolean all = super.flush(buffers);
    written += before - BufferUtil.remaining(buffers);
    return all;
  }
}
