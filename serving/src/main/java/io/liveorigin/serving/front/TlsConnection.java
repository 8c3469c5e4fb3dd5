package io.liveorigin.serving.front;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import io.liveorigin.serving.bytes.memory.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * TLS on a socket. A handshake must end in time, even if the client keeps sending, and a client
 * that speaks plain HTTP gets a response that says so.
 */
final class TlsConnection extends SslConnection implements SslHandshakeListener {
  /**
   * Buffers for records are on the heap: Java encrypts arrays, and copies other buffers into one.
   */
  private static final boolean DIRECT = false;

  private static final String BODY = "this listener speaks TLS: use https://\n";

  private static final byte[] PLAIN_HTTP =
      ("HTTP/1.1 400 Bad Request\r\n"
              + "Content-Type: text/plain\r\n"
              + "Connection: close\r\n"
              + "Content-Length: "
              + BODY.length()
              + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private final Scheduler scheduler;
  private final ConnectedClients connectedClients;
  private final ClientConnection clientConnection;
  private volatile Scheduler.Task deadline = () -> false;
  private volatile boolean settled;
  private volatile boolean certified;

  /** Guarded by Jetty's lock of the connection. */
  private boolean begun;

  private final OutputBuffers buffers;

  TlsConnection(
      OutputBuffers pool,
      Executor executor,
      Scheduler scheduler,
      SslContextFactory.Server factory,
      PlainEndPoint socket,
      SSLEngine engine,
      ConnectedClients connectedClients) {
    super(pool, executor, factory, socket, engine, DIRECT, false);
    this.buffers = pool;
    this.scheduler = scheduler;
    this.connectedClients = connectedClients;
    this.clientConnection = socket.clientConnection();
    addHandshakeListener(this);
  }

  @Override
  public void onOpen() {
    long millis = connectedClients.limits().handshakeTime().toMillis();
    deadline = scheduler.schedule(this::late, millis, TimeUnit.MILLISECONDS);
    super.onOpen();
  }

  private void late() {
    if (!settled) {
      connectedClients.refuse(ClientRefusal.HANDSHAKE_TIME);
      getEndPoint().close(new TimeoutException("the TLS handshake takes too long"));
    }
  }

  @Override
  public void handshakeSucceeded(Event event) {
    SSLEngine engine = event.getSSLEngine();
    // Also for a resumed session.
    certified = engine.getWantClientAuth() && hasCertificate(engine);
    settled = true;
    deadline.cancel();
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

  @Override
  public void onClose(Throwable cause) {
    deadline.cancel();
    super.onClose(cause);
  }

  @Override
  protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output)
      throws SSLException {
    if (!begun && input.hasRemaining()) {
      begun = true;
      // Every method begins with a letter; a TLS record does not (RFC 8446, section 5.1).
      if (Character.isLetter(input.get(input.position()))) {
        markSecure();
        throw new SSLException("plain HTTP on a TLS connection");
      }
      if (!clientConnection.handshake()) {
        throw new SSLException("too many handshakes per second");
      }
    }
    return super.unwrap(engine, input, output);
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

  private void markSecure() {
    try {
      // Nothing was sent before: the buffer of the socket has room.
      getEndPoint().flush(ByteBuffer.wrap(PLAIN_HTTP));
    } catch (IOException e) {
      // The client has left.
      return;
    }
    // No TLS alert must follow the response.
    getEndPoint().shutdownOutput();
  }

  @Override
  protected SslEndPoint newSslEndPoint() {
    return new Decrypted();
  }

  /** The decrypted end of the connection. */
  private final class Decrypted extends SslEndPoint implements PlainSocket {
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
    public ClientConnection clientConnection() {
      return clientConnection;
    }

    @Override
    public long received() {
      return getEndPoint() instanceof PlainEndPoint socket ? socket.received() : 0;
    }

    @Override
    public boolean settled() {
      return settled;
    }

    @Override
    public boolean certified() {
      return certified;
    }

    @Override
    public void sends(Payload bytes) {
      if (getEndPoint() instanceof PlainEndPoint socket) {
        socket.sends(bytes);
      }
    }

    @Override
    public void sendsNothing() {
      if (getEndPoint() instanceof PlainEndPoint socket) {
        socket.sendsNothing();
      }
    }

    private EndPoint getEndPoint() {
      return TlsConnection.this.getEndPoint();
    }
  }
}
