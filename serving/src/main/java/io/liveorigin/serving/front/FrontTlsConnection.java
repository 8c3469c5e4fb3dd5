package io.liveorigin.serving.front;

import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.connection.ClientSocket;
import io.liveorigin.access.connection.TlsConnection;
import io.liveorigin.access.connection.TlsConnectionFactory;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.serving.bytes.memory.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS below a {@link PlainSocket}: encrypts many records at a time, for one write. */
final class FrontTlsConnection extends TlsConnection {
  /** Three records with their overhead, in one write. */
  private static final int OUTPUT_BUFFER = 64 * 1024;

  /**
   * A client that does not read keeps such a buffer from the pool: with more connections than this,
   * each gets one for a single record. At most 64 MiB in all.
   */
  private static final int MANY = 1_024;

  private final OutputBuffers buffers;
  private volatile boolean certified;

  private FrontTlsConnection(
      OutputBuffers pool,
      Connector connector,
      SslContextFactory.Server factory,
      ClientSocket socket,
      SSLEngine engine,
      ConnectedClients connectedClients) {
    super(
        pool,
        connector.getExecutor(),
        connector.getScheduler(),
        factory,
        socket,
        engine,
        connectedClients);
    this.buffers = pool;
  }

  /** The connection factories of a connector, with or without TLS. */
  static ConnectionFactory[] factories(
      Optional<ListenerTls> tls, ConnectedClients connectedClients, HttpConnectionFactory http) {
    return TlsConnectionFactory.before(tls, connectedClients, FrontTlsConnection::of, http);
  }

  private static FrontTlsConnection of(
      Connector connector,
      SslContextFactory.Server factory,
      ClientSocket socket,
      SSLEngine engine,
      ConnectedClients connectedClients) {
    OutputBuffers pool =
        new OutputBuffers(connector.getByteBufferPool(), () -> outputBuffer(connector));
    return new FrontTlsConnection(pool, connector, factory, socket, engine, connectedClients);
  }

  private static int outputBuffer(Connector connector) {
    return connector.getConnectedEndPoints().size() <= MANY ? OUTPUT_BUFFER : 0;
  }

  @Override
  public void handshakeSucceeded(Event event) {
    SSLEngine engine = event.getSSLEngine();
    // Also for a resumed session.
    certified = engine.getWantClientAuth() && hasCertificate(engine);
    super.handshakeSucceeded(event);
  }

  /**
   * Whether the client has a certificate; one that is not trusted would have ended the handshake.
   */
  private static boolean hasCertificate(SSLEngine engine) {
    try {
      return engine.getSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  /** Encrypts as many records as fit: separately, each would need a write to the socket. */
  @Override
  protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] input, ByteBuffer output)
      throws SSLException {
    SSLEngineResult all = super.wrap(engine, input, output);
    int room = engine.getSession().getPacketBufferSize();
    while (all.getStatus() == SSLEngineResult.Status.OK
        && all.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING
        && output.remaining() >= room
        && !BufferUtil.isEmpty(input)) {
      SSLEngineResult next = super.wrap(engine, input, output);
      all =
          new SSLEngineResult(
              next.getStatus(),
              next.getHandshakeStatus(),
              all.bytesConsumed() + next.bytesConsumed(),
              all.bytesProduced() + next.bytesProduced());
    }
    return all;
  }

  @Override
  protected SslEndPoint newSslEndPoint() {
    return new DecryptedPlainSocket();
  }

  /** The decrypted end of the connection. */
  private final class DecryptedPlainSocket extends Decrypted implements PlainSocket {
    private ByteBuffer back = BufferUtil.EMPTY_BUFFER;

    @Override
    public void unread(ByteBuffer bytes) {
      back = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
      return back.hasRemaining() ? BufferUtil.append(buffer, back) : super.fill(buffer);
    }

    @Override
    public boolean flush(ByteBuffer... output) throws IOException {
      buffers.sends(BufferUtil.remaining(output));
      try {
        return super.flush(output);
      } finally {
        buffers.sends(0);
      }
    }

    @Override
    public boolean certified() {
      return certified;
    }

    @Override
    public void sends(Payload bytes) {
      if (socket() instanceof PlainEndPoint socket) {
        socket.sends(bytes);
      }
    }

    @Override
    public void sendsNothing() {
      if (socket() instanceof PlainEndPoint socket) {
        socket.sendsNothing();
      }
    }

    private EndPoint socket() {
      return FrontTlsConnection.this.getEndPoint();
    }
  }
}
