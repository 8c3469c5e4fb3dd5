package io.liveorigin.serving.front;

import io.liveorigin.access.connection.ClientSocket;
import io.liveorigin.serving.bytes.memory.Payload;
import java.nio.ByteBuffer;

/**
 * The socket that {@link PlainConnection} reads from and writes to, with or without TLS. It takes
 * back bytes that were read from it, and returns them first at the next read. Jetty's connection
 * must read all bytes itself: if it is given them in its buffer, as after an upgrade, it reads on
 * after a request that it cannot parse, and closes the connection without a response if the client
 * has nothing more to send (12.1.12).
 *
 * <p>One thread at a time reads.
 */
interface PlainSocket extends ClientSocket {
  /** Copies the remaining bytes of {@code bytes}, for the next read. */
  void unread(ByteBuffer bytes);

  /** Notes that a response with these bytes is being sent. */
  void sends(Payload bytes);

  /** Notes that no response is being sent. */
  void sendsNothing();

  /** Whether the client has shown a certificate that an authority of the listener has signed. */
  boolean certified();
}
