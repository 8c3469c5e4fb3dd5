package io.liveorigin.serving.front;

import io.liveorigin.access.tls.ListenerTls;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens for connections that look at each request first. */
public final class PlainConnector extends ServerConnector {
  /** As many as Jetty thinks fit. */
  private static final int ACCEPTORS = -1;

  private static final int SELECTORS = -1;

  private final SlowReaders slow;

  /**
   * @param logged whether each request is logged, which Jetty does when it answers
   * @param tls for https; a selector encrypts what it sends, so there are as many as processors
   */
  public PlainConnector(
      Server server,
      HttpConfiguration configuration,
      PlainFront front,
      BooleanSupplier logged,
      Optional<ListenerTls> tls) {
    super(
        server,
        ACCEPTORS,
        tls.isPresent() ? Runtime.getRuntime().availableProcessors() : SELECTORS,
        TlsConnectionFactory.before(tls, new PlainConnectionFactory(configuration, front, logged)));
    this.slow = front.slowReaders();
    addBean(slow.watching(this));
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    PlainEndPoint endPoint = new PlainEndPoint(channel, selector, key, getScheduler(), slow.pace());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }
}
