package io.liveorigin.serving.front;

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

/** Makes connections that speak TLS, with the files that are in force when they are made. */
final class TlsConnectionFactory extends SslConnectionFactory {
  /** Three records with their overhead, in one write. */
  private static final int OUTPUT_BUFFER = 64 * 1024;

  /**
   * A client that does not read keeps such a buffer from the pool: with more connections than this,
   * each gets one for a single record. At most 64 MiB in all.
   */
  private static final int MANY = 1_024;

  private final ConnectedClients connectedClients;

  private TlsConnectionFactory(ListenerTls tls, ConnectedClients connectedClients) {
    super(new Engines(tls), HttpVersion.HTTP_1_1.asString());
    this.connectedClients = connectedClients;
    // No renegotiation: each handshake belongs to a new connection, and is counted as such.
    getSslContextFactory().setRenegotiationAllowed(false);
  }

  /**
   * Marks requests as received over TLS, with the client's certificate. The listener's certificate
   * is the same for all names: the request filter judges the requested host.
   */
  private static void secure(HttpConfiguration http) {
    http.addCustomizer(new SecureRequestCustomizer(false));
  }

  /** The connection factories of a connector, with or without TLS. */
  static ConnectionFactory[] before(
      Optional<ListenerTls> tls, ConnectedClients connectedClients, HttpConnectionFactory http) {
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {http};
    }
    secure(http.getHttpConfiguration());
    return new ConnectionFactory[] {new TlsConnectionFactory(tls.get(), connectedClients), http};
  }

  private static int outputBuffer(Connector connector) {
    return connector.getConnectedEndPoints().size() <= MANY ? OUTPUT_BUFFER : 0;
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint socket, SSLEngine engine) {
    return new TlsConnection(
        new OutputBuffers(connector.getByteBufferPool(), () -> outputBuffer(connector)),
        connector.getExecutor(),
        connector.getScheduler(),
        getSslContextFactory(),
        (PlainEndPoint) socket,
        engine,
        connectedClients);
  }

  /** Takes all settings of an engine from {@link ListenerTls}, and none from Jetty. */
  private static final class Engines extends SslContextFactory.Server {
    private final ListenerTls tls;

    Engines(ListenerTls tls) {
      this.tls = tls;
      // Otherwise Jetty would look for a key store.
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
