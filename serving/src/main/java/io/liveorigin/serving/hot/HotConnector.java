package io.liveorigin.serving.hot;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens for connections that ask {@link HotAnswers} first. */
public final class HotConnector extends ServerConnector {
  /**
   * @param logged whether each request is logged, which Jetty does when it answers
   */
  public HotConnector(
      Server server, HttpConfiguration configuration, HotAnswers answers, BooleanSupplier logged) {
    super(server, new HotConnectionFactory(configuration, answers, logged));
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    HotEndPoint endPoint = new HotEndPoint(channel, selector, key, getScheduler());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }
}
