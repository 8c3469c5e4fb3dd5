package io.liveorigin.serving.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A client that stops in the middle of something and sends a byte now and then, so that it is never
 * idle. Costs a socket and no thread.
 */
public final class Stuck implements AutoCloseable {
  /** In the middle of what. */
  public enum In {
    HANDSHAKE,
    HEAD,
    BODY,
    ANSWER
  }

  private final In in;
  private final Socket raw;
  private final Socket socket;
  private boolean gone;

  /**
   * Connects and begins.
   *
   * @param tls for a listener that speaks it
   * @param beginning of a request; whole ones for {@link In#ANSWER}
   */
  public Stuck(In in, int port, Optional<SSLContext> tls, String beginning) throws IOException {
    this.in = in;
    this.raw = new Socket();
    if (in == In.ANSWER) {
      raw.setReceiveBufferSize(4096);
    }
    raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    if (in == In.HANDSHAKE) {
      socket = raw;
      // A record of a handshake, of which 16 KiB are to come (RFC 8446, section 5.1).
      raw.getOutputStream().write(new byte[] {22, 3, 1, 64, 0});
    } else {
      socket =
          tls.isPresent()
              ? tls.get().getSocketFactory().createSocket(raw, "127.0.0.1", port, true)
              : raw;
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** In the middle of what it is. */
  public In in() {
    return in;
  }

  /** One more byte; whether the server still has it. */
  public boolean goesOn() {
    if (!gone && in != In.ANSWER) {
      try {
        socket.getOutputStream().write('1');
      } catch (IOException e) {
        gone = true;
      }
    }
    return !gone;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
