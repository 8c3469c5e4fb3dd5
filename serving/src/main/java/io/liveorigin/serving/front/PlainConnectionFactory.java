package io.liveorigin.serving.front;

import io.liveorigin.access.client.ConnectedClients;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes connections that examine each request before Jetty's parser does. */
final class PlainConnectionFactory extends HttpConnectionFactory {
  private final PlainFront front;
  private final ConnectedClients connectedClients;
  private final BooleanSupplier logged;
  private final ResponsesInFlight inFlight = new ResponsesInFlight();

  /**
   * Creates the factory of a listener.
   *
   * @param logged whether requests are logged, which Jetty does for the responses that it handles
   */
  PlainConnectionFactory(
      HttpConfiguration configuration,
      PlainFront front,
      BooleanSupplier logged,
      ConnectedClients connectedClients) {
    super(configuration);
    this.front = front;
    this.logged = logged;
    this.connectedClients = connectedClients;
    installBean(inFlight);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new PlainConnection(
            getHttpConfiguration(),
            connector,
            (PlainSocket) endPoint,
            front,
            logged,
            inFlight,
            connectedClients),
        connector,
        endPoint);
  }
}
