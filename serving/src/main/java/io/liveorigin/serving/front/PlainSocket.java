package io.liveorigin.serving.front;

import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;

/**
 * What {@link PlainConnection} reads from and writes to: a socket, or TLS on a socket. It takes
 * back what was read from it: whoever reads next gets that first. Jetty's connection must read all
 * bytes by itself. One that is given them in its buffer, as after an upgrade, reads on behind a
 * request that it cannot understand, and where the client has nothing more to send it closes the
 * connection without an answer (12.1.12).
 *
 * <p>One thread at a time reads.
 */
interface PlainSocket extends EndPoint {
  /** Copies what remains of {@code bytes}. */
  void takeBack(ByteBuffer bytes);

  /** An answer with these bytes is sent from now on. */
  void sends(Payload bytes);

  /** Nothing is sent any more. */
  void sendsNothing();

  /** Of the client, on this connection. */
  ClientConnection clientConnection();

  /** Bytes that have come so far; of TLS, before they are decrypted. */
  long received();

  /** Whether a read costs no more than the read: no handshake is to be made. */
  boolean settled();

  /** Whether the client has shown a certificate that an authority of the listener's signed. */
  boolean certified();
}
