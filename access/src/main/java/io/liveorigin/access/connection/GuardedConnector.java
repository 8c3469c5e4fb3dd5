package io.liveorigin.access.connection;

import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager.AcceptListener;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Accepts connections, and closes those that exceed a client's limits before any object is created
 * for them.
 */
public final class GuardedConnector extends ServerConnector {
  /** Jetty chooses the number, of acceptors or of selectors. */
  public static final int CHOSEN_BY_JETTY = -1;

  /**
   * A send buffer for listeners of short responses, bytes. The system would let the buffer of a
   * client that reads nothing grow to 2.5 MB, and the listener would produce that many bytes of
   * responses before it could see that the client is slow.
   */
  public static final int SMALL_SEND_BUFFER = 64 * 1024;

  private final ConnectedClients connectedClients;
  private final EndPoints endPoints;
  private final Map<SelectableChannel, ClientConnection> clientConnections =
      new ConcurrentHashMap<>();

  /** Makes the end point of a connection that was accepted. */
  @FunctionalInterface
  public interface EndPoints {
    /** Called in a thread of the connector; any exception but an I/O error would end it. */
    ClientEndPoint of(
        SocketChannel channel,
        ManagedSelector selector,
        SelectionKey key,
        Scheduler scheduler,
        ClientConnection clientConnection);
  }

  /**
   * Creates a connector that is not started.
   *
   * @param selectors the number of threads that select sockets, or {@link #CHOSEN_BY_JETTY}
   */
  public GuardedConnector(
      Server server,
      int selectors,
      ConnectedClients connectedClients,
      EndPoints endPoints,
      ConnectionFactory... factories) {
    super(server, CHOSEN_BY_JETTY, selectors, factories);
    this.connectedClients = connectedClients;
    this.endPoints = endPoints;
    getSelectorManager()
        .addEventListener(
            new AcceptListener() {
              @Override
              public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
                left(channel);
              }
            });
  }

  /**
   * Does the same as Jetty's method, but checks the client's limits before it continues with the
   * connection.
   */
  @Override
  public void accept(int acceptor) throws IOException {
    if (!(getTransport() instanceof ServerSocketChannel server) || !server.isOpen()) {
      return;
    }
    SocketChannel channel = server.accept();
    try {
      Optional<ClientConnection> clientConnection =
          connectedClients.connect(((InetSocketAddress) channel.getRemoteAddress()).getAddress());
      if (clientConnection.isEmpty()) {
        channel.close();
        return;
      }
      clientConnections.put(channel, clientConnection.get());
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (getAcceptedSendBufferSize() > 0) {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, getAcceptedSendBufferSize());
      }
    } catch (IOException e) {
      left(channel);
      channel.close();
      throw e;
    }
    getSelectorManager().accept(channel);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
    ClientConnection clientConnection = clientConnections.get(channel);
    if (clientConnection == null) {
      throw new IOException("the connection is already closed");
    }
    ClientEndPoint endPoint =
        endPoints.of(channel, selector, key, getScheduler(), clientConnection);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    if (endPoint.getTransport() instanceof SelectableChannel channel) {
      left(channel);
    }
    super.onEndPointClosed(endPoint);
  }

  private void left(SelectableChannel channel) {
    Optional.ofNullable(clientConnections.remove(channel)).ifPresent(ClientConnection::close);
  }
}
