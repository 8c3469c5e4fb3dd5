package io.liveorigin.ingest.http;

import io.liveorigin.access.client.Visitors;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Makes connections that want each head in time. */
final class TimedConnectionFactory extends HttpConnectionFactory {
  private final Visitors visitors;

  TimedConnectionFactory(HttpConfiguration configuration, Visitors visitors) {
    super(configuration);
    this.visitors = visitors;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new TimedConnection(getHttpConfiguration(), connector, endPoint, visitors),
        connector,
        endPoint);
  }
}
