package io.liveorigin.access.connection;

import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.tls.ListenerTls;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes TLS connections, with the certificate that is in force when they are made. */
public final class TlsConnectionFactory extends SslConnectionFactory {
  private final ConnectedClients connectedClients;
  private final Connections connections;

  /** Makes the connection of a socket. */
  @FunctionalInterface
  public interface Connections {
    /** Called in a thread that selects sockets. */
    TlsConnection of(
        Connector connector,
        SslContextFactory.Server factory,
        ClientSocket socket,
        SSLEngine engine,
        ConnectedClients connectedClients);
  }

  private TlsConnectionFactory(
      ListenerTls tls, ConnectedClients connectedClients, Connections connections) {
    super(new Engines(tls), HttpVersion.HTTP_1_1.asString());
    this.connectedClients = connectedClients;
    this.connections = connections;
    // Each connection makes exactly one handshake, and the limits count it as such.
    getSslContextFactory().setRenegotiationAllowed(false);
  }

  /**
   * Adds to each request that it came over TLS, and the client's certificate. The listener has the
   * same certificate for all names; the request filter checks which host is requested.
   */
  private static void secure(HttpConfiguration http) {
    http.addCustomizer(new SecureRequestCustomizer(false));
  }

  /** Returns the connection factories of a connector, with or without TLS. */
  public static ConnectionFactory[] before(
      Optional<ListenerTls> tls, ConnectedClients connectedClients, HttpConnectionFactory http) {
    return before(tls, connectedClients, TlsConnectionFactory::connection, http);
  }

  /**
   * Returns the connection factories of a connector, with or without TLS.
   *
   * @param connections makes the connections that use TLS
   */
  public static ConnectionFactory[] before(
      Optional<ListenerTls> tls,
      ConnectedClients connectedClients,
      Connections connections,
      HttpConnectionFactory http) {
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {http};
    }
    secure(http.getHttpConfiguration());
    return new ConnectionFactory[] {
      new TlsConnectionFactory(tls.get(), connectedClients, connections), http
    };
  }

  private static TlsConnection connection(
      Connector connector,
      SslContextFactory.Server factory,
      ClientSocket socket,
      SSLEngine engine,
      ConnectedClients connectedClients) {
    return new TlsConnection(
        connector.getByteBufferPool(),
        connector.getExecutor(),
        connector.getScheduler(),
        factory,
        socket,
        engine,
        connectedClients);
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint socket, SSLEngine engine) {
    return connections.of(
        connector, getSslContextFactory(), (ClientSocket) socket, engine, connectedClients);
  }

  /** Makes engines whose settings all come from {@link ListenerTls}, and none from Jetty. */
  private static final class Engines extends SslContextFactory.Server {
    private final ListenerTls tls;

    Engines(ListenerTls tls) {
      this.tls = tls;
      // Without a context, Jetty would look for a key store.
      setSslContext(tls.context());
    }

    @Override
    public SSLEngine newSSLEngine() {
      return tls.engine();
    }

    @Override
    public SSLEngine newSSLEngine(InetSocketAddress client) {
      return tls.engine();
    }
  }
}
