package io.liveorigin.serving;

import io.liveorigin.access.tls.TlsFiles;
import java.util.Optional;

/**
 * Which listeners of a node speak TLS. A listener speaks it or it speaks plain HTTP, never both.
 *
 * @param viewers of the public listener
 * @param operators of the admin listener
 */
public record TlsSettings(Optional<TlsFiles> viewers, Optional<TlsFiles> operators) {

  /** Plain HTTP. */
  public static TlsSettings none() {
    return new TlsSettings(Optional.empty(), Optional.empty());
  }
}
