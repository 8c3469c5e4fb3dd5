package io.liveorigin.access.connection;

import io.liveorigin.access.client.ConnectedClients;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes connections with a time limit for each request head. */
public final class TimedConnectionFactory extends HttpConnectionFactory {
  private final ConnectedClients connectedClients;

  /** Creates the factory of a listener. */
  public TimedConnectionFactory(
      HttpConfiguration configuration, ConnectedClients connectedClients) {
    super(configuration);
    this.connectedClients = connectedClients;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new TimedConnection(
            getHttpConfiguration(), connector, (ClientSocket) endPoint, connectedClients),
        connector,
        endPoint);
  }
}
