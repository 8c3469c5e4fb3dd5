package io.liveorigin.serving.front;

import io.liveorigin.access.client.ConnectedClients;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes connections that require each head in time. */
final class TimedConnectionFactory extends HttpConnectionFactory {
  private final ConnectedClients connectedClients;

  TimedConnectionFactory(HttpConfiguration configuration, ConnectedClients connectedClients) {
    super(configuration);
    this.connectedClients = connectedClients;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new TimedConnection(
            getHttpConfiguration(), connector, (PlainSocket) endPoint, connectedClients),
        connector,
        endPoint);
  }
}
