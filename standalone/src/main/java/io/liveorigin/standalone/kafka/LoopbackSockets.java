package io.liveorigin.standalone.kafka;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets of the node, on 127.0.0.1 only. They are bound before Kafka is created,
 * because its settings contain the ports and port 0 cannot be read back from them, and so that a
 * port in use is found before anything else has happened. Kafka takes the sockets when it starts to
 * listen; {@link #close} closes those that it has not taken.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {
  static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** Kafka's default of socket.listen.backlog.size. */
  private static final int BACKLOG = 50;

  private final Map<String, ServerSocketChannel> untaken = new ConcurrentHashMap<>();
  private final InetSocketAddress client;
  private final InetSocketAddress controller;

  private LoopbackSockets(int clientPort) throws IOException {
    client = bind(BrokerSettings.CLIENT_LISTENER, clientPort);
    controller = bind(BrokerSettings.CONTROLLER_LISTENER, 0);
  }

  /**
   * Binds both sockets.
   *
   * @param clientPort 0 for any free one
   * @throws EmbeddedKafkaException if the port is in use or may not be bound; the message names the
   *     port
   */
  static LoopbackSockets bind(int clientPort) {
    try {
      return new LoopbackSockets(clientPort);
    } catch (BindException e) {
      throw new EmbeddedKafkaException(
          "Kafka port "
              + clientPort
              + " on "
              + HOST
              + " cannot be bound ("
              + e.getMessage()
              + "); stop what uses it, give another port, or 0 for a free one",
          e);
    } catch (IOException e) {
      throw new EmbeddedKafkaException("cannot listen on " + HOST + ": " + e.getMessage(), e);
    }
  }

  private InetSocketAddress bind(String listener, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(HOST, LOOPBACK), port), BACKLOG);
      // Kafka's acceptor uses the channel with a selector.
      channel.configureBlocking(false);
      untaken.put(listener, channel);
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      close(channel);
      close();
      throw e;
    }
  }

  int clientPort() {
    return client.getPort();
  }

  /** The address at which the broker finds the controller. */
  InetSocketAddress controller() {
    return controller;
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    ServerSocketChannel channel = untaken.remove(listener);
    if (channel == null) {
      throw new IOException(
          "listener " + listener + " at " + address + " was not bound in advance");
    }
    return channel;
  }

  @Override
  public void close() {
    for (String listener : Set.copyOf(untaken.keySet())) {
      ServerSocketChannel channel = untaken.remove(listener);
      if (channel != null) {
        close(channel);
      }
    }
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new EmbeddedKafkaException("cannot close a socket on " + HOST, e);
    }
  }
}
