package io.liveorigin.serving;

import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.access.tls.TlsFiles;
import java.time.Clock;
import java.util.Optional;

/**
 * Which listeners of a node speak TLS. A listener speaks it or it speaks plain HTTP, never both.
 *
 * @param viewers of the public listener
 * @param operators of the admin listener
 */
public record TlsSettings(Optional<TlsFiles> viewers, Optional<TlsFiles> operators) {

  /** What the messages about the files of the public listener begin with. */
  static final String VIEWERS = "tls";

  /** The same of the admin listener. */
  static final String OPERATORS = "admin-tls";

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
