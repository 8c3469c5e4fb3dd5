package io.liveorigin.serving;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.access.tls.TlsFiles;
import io.liveorigin.contract.listen.FileDescriptors;
import java.time.Clock;
import java.util.Optional;

/**
 * The TLS files of a node's listeners, and the limits of one client at each. A listener speaks
 * either TLS or plain HTTP, never both.
 *
 * @param viewers of the public listener
 * @param operators of the admin listener
 * @param viewerLimits of the public listener, with or without TLS
 * @param operatorLimits of the admin listener, with or without TLS
 */
public record TlsSettings(
    Optional<TlsFiles> viewers,
    Optional<TlsFiles> operators,
    ClientLimits viewerLimits,
    ClientLimits operatorLimits) {

  /** The prefix of messages about the files of the public listener. */
  static final String VIEWERS = "tls";

  /** The prefix of messages about the files of the admin listener. */
  static final String OPERATORS = "admin-tls";

  /** With the limits that fit most installations. */
  public TlsSettings(Optional<TlsFiles> viewers, Optional<TlsFiles> operators) {
    this(
        viewers,
        operators,
        ClientLimits.viewers(FileDescriptors.connections()),
        ClientLimits.operators());
  }

  /** A copy with other limits of clients. */
  public TlsSettings withLimits(ClientLimits ofViewers, ClientLimits ofOperators) {
    return new TlsSettings(viewers, operators, ofViewers, ofOperators);
  }

  /** Throws an {@code OriginException} for files that cannot be used. */
  public void requireUsable(Clock clock) {
    viewers.ifPresent(files -> ListenerTls.requireUsable(VIEWERS, files, clock));
    operators.ifPresent(files -> ListenerTls.requireUsable(OPERATORS, files, clock));
  }

  /** Plain HTTP on both listeners, with the limits that fit most installations. */
  public static TlsSettings none() {
    return new TlsSettings(Optional.empty(), Optional.empty());
  }
}
