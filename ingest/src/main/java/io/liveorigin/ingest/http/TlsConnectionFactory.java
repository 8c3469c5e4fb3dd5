package io.liveorigin.ingest.http;

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

/** Makes connections that speak TLS, with what is in force when they are made. */
final class TlsConnectionFactory extends SslConnectionFactory {
  private final ConnectedClients connectedClients;

  private TlsConnectionFactory(ListenerTls tls, ConnectedClients connectedClients) {
    super(new Engines(tls), HttpVersion.HTTP_1_1.asString());
    this.connectedClients = connectedClients;
    // Each handshake is one of a connection, and counted as such.
    getSslContextFactory().setRenegotiationAllowed(false);
  }

  /**
   * Requests say that they came by TLS, and whose certificate the client has. The certificate of
   * the listener is the same for all names: which host is asked for is for the request filter to
   * judge.
   */
  private static void secure(HttpConfiguration http) {
    http.addCustomizer(new SecureRequestCustomizer(false));
  }

  /** The factories of a connector. */
  static ConnectionFactory[] before(
      Optional<ListenerTls> tls, ConnectedClients connectedClients, HttpConnectionFactory http) {
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {http};
    }
    secure(http.getHttpConfiguration());
    return new ConnectionFactory[] {new TlsConnectionFactory(tls.get(), connectedClients), http};
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint socket, SSLEngine engine) {
    return new TlsConnection(
        connector.getByteBufferPool(),
        connector.getExecutor(),
        connector.getScheduler(),
        getSslContextFactory(),
        (GuardedEndPoint) socket,
        engine,
        connectedClients);
  }

  /** All settings of an engine are {@link ListenerTls}'s, and none Jetty's. */
  private static final class Engines extends SslContextFactory.Server {
    private final ListenerTls tls;

    Engines(ListenerTls tls) {
      this.tls = tls;
      // Or it would look for a key store.
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
