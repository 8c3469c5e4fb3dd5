package io.liveorigin.access.connection;

import io.liveorigin.access.client.ConnectedClients.ClientConnection;
import org.eclipse.jetty.io.EndPoint;

/** The socket of a client, with or without TLS. One thread at a time reads. */
public interface ClientSocket extends EndPoint {
  /** The client's connection, which its limits count. */
  ClientConnection clientConnection();

  /** Bytes that have arrived so far; with TLS, before they are decrypted. */
  long received();

  /**
   * Whether a read costs no more than the read itself: there is no handshake, or it is complete.
   */
  boolean settled();
}
