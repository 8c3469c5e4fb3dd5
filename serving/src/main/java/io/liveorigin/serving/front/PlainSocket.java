package io.liveorigin.serving.front;

import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;

/**
 * The socket that {@link PlainConnection} reads from and writes to, with or without TLS. It takes
 * back bytes that were read from it, and returns them first at the next read. Jetty's connection
 * must read all bytes itself: if it is given them in its buffer, as after an upgrade, it reads on
 * after a request that it cannot parse, and closes the connection without a response if the client
 * has nothing more to send (12.1.12).
 *
 * <p>One thread at a time reads.
 */
interface PlainSocket extends EndPoint {
  /** Copies the remaining bytes of {@code bytes}, for the next read. */
  void unread(ByteBuffer bytes);

  /** Notes that a response with these bytes is being sent. */
  void sends(Payload bytes);

  /** Notes that no response is being sent. */
  void sendsNothing();

  /** The client's connection. */
  ClientConnection clientConnection();

  /** Bytes that have arrived so far; with TLS, before they are decrypted. */
  long received();

  /**
   * Whether a read costs no more than the read itself: there is no handshake, or it is complete.
   */
  boolean settled();

  /** Whether the client has shown a certificate that an authority of the listener has signed. */
  boolean certified();
}
