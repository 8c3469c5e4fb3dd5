package io.liveorigin.access.connection;

import io.liveorigin.access.client.ClientRefusal;
import io.liveorigin.access.client.ConnectedClients;
import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * TLS on a socket. The handshake has a time limit, even if the client keeps sending bytes. A client
 * that uses plain HTTP gets a response that says so.
 */
public class TlsConnection extends SslConnection implements SslHandshakeListener {
  /**
   * Buffers for records are on the heap: Java encrypts arrays, and copies other buffers into one.
   */
  private static final boolean DIRECT = false;

  private static final String BODY = "this listener speaks TLS: use https://\n";

  private static final byte[] PLAIN_HTTP =
      ("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
              + BODY.length()
              + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private final Scheduler scheduler;
  private final ConnectedClients connectedClients;
  private final ClientConnection clientConnection;
  private volatile Scheduler.Task deadline = () -> false;
  private volatile boolean settled;

  /** Whether the first bytes of the client were seen; guarded by Jetty's lock of the connection. */
  private boolean begun;

  /**
   * Creates a connection whose handshake has not begun.
   *
   * @param socket below TLS
   */
  public TlsConnection(
      ByteBufferPool pool,
      Executor executor,
      Scheduler scheduler,
      SslContextFactory.Server factory,
      ClientSocket socket,
      SSLEngine engine,
      ConnectedClients connectedClients) {
    super(pool, executor, factory, socket, engine, DIRECT, false);
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
    settled = true;
    deadline.cancel();
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
      // Every HTTP method begins with a letter; a TLS record does not (RFC 8446, section 5.1).
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

  private void markSecure() {
    try {
      // Nothing was sent before, so the socket's buffer has room.
      getEndPoint().flush(ByteBuffer.wrap(PLAIN_HTTP));
    } catch (IOException e) {
      // The client has closed the connection.
      return;
    }
    // No TLS alert must follow the response.
    getEndPoint().shutdownOutput();
  }

  /** Called in the constructor of {@link SslConnection}, when no field is set. */
  @Override
  protected SslEndPoint newSslEndPoint() {
    return new Decrypted();
  }

  /** The decrypted end of the connection. */
  protected class Decrypted extends SslEndPoint implements ClientSocket {
    @Override
    public final ClientConnection clientConnection() {
      return clientConnection;
    }

    @Override
    public final long received() {
      return getEndPoint() instanceof ClientSocket socket ? socket.received() : 0;
    }

    @Override
    public final boolean settled() {
      return settled;
    }

    private EndPoint getEndPoint() {
      return TlsConnection.this.getEndPoint();
    }
  }
}
