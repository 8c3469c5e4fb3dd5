package io.liveorigin.access.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files for the TLS of a listener, all in PEM (RFC 7468).
 *
 * @param certificates the certificate of the listener first, then the chain up to its root
 * @param privateKey its private key, not encrypted: PKCS#8, PKCS#1 (RSA) or SEC1 (EC)
 * @param clientAuthorities authorities whose client certificates are trusted; empty if no client
 *     certificate is requested
 */
public record TlsFiles(Path certificates, Path privateKey, Optional<Path> clientAuthorities) {

  /** Returns the files of a listener that requests no client certificates. */
  public static TlsFiles of(Path certificates, Path privateKey) {
    return new TlsFiles(certificates, privateKey, Optional.empty());
  }

  public TlsFiles withClientAuthorities(Path other) {
    return new TlsFiles(certificates, privateKey, Optional.of(other));
  }

  /** Returns all files, in the order that {@link PemContents} expects. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(List.of(certificates, privateKey));
    clientAuthorities.ifPresent(all::add);
    return all;
  }
}
