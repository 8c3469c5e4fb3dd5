package io.liveorigin.serving.front;

import io.liveorigin.access.client.Visitors;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes connections that look at each request first. */
final class PlainConnectionFactory extends HttpConnectionFactory {
  private final PlainFront front;
  private final Visitors visitors;
  private final BooleanSupplier logged;
  private final InFlight inFlight = new InFlight();

  /**
   * @param logged whether each request is logged, which Jetty does when it answers
   */
  PlainConnectionFactory(
      HttpConfiguration configuration,
      PlainFront front,
      BooleanSupplier logged,
      Visitors visitors) {
    super(configuration);
    this.front = front;
    this.logged = logged;
    this.visitors = visitors;
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
            visitors),
        connector,
        endPoint);
  }
}
