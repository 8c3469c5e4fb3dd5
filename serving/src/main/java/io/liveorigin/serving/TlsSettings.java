package io.liveorigin.serving;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.access.tls.TlsFiles;
import io.liveorigin.contract.listen.FileDescriptors;
import java.time.Clock;
import java.util.Optional;

/**
 * Which listeners of a node speak TLS, and what one client may take of each. A listener speaks it
 * or it speaks plain HTTP, never both.
 *
 * @param viewers of the public listener
 * @param operators of the admin listener
 * @param viewerLimits of the public listener, whether it speaks TLS or not
 * @param operatorLimits of the admin listener, likewise
 */
public record TlsSettings(
    Optional<TlsFiles> viewers,
    Optional<TlsFiles> operators,
    ClientLimits viewerLimits,
    ClientLimits operatorLimits) {

  /** What the messages about the files of the public listener begin with. */
  static final String VIEWERS = "tls";

  /** The same of the admin listener. */
  static final String OPERATORS = "admin-tls";

  /** With the limits that fit most installations. */
  public TlsSettings(Optional<TlsFiles> viewers, Optional<TlsFiles> operators) {
    this(
        viewers,
        operators,
        ClientLimits.viewers(FileDescriptors.connections()),
        ClientLimits.operators());
  }

  /** The same with other limits of clients. */
  public TlsSettings withLimits(ClientLimits ofViewers, ClientLimits ofOperators) {
    return new TlsSettings(viewers, operators, ofViewers, ofOperators);
  }

  /** Throws an {@code OriginException} for files that cannot be used. */
  public void requireUsable(Clock clock) {
    viewers.ifPresent(files -> ListenerTls.requireUsable(VIEWERS, files, clock));
    operators.ifPresent(files -> ListenerTls.requireUsable(OPERATORS, files, clock));
  }

  /** Plain HTTP. */
  public static TlsSettings none() {
    return new TlsSettings(Optional.empty(), Optional.empty());
  }
}
