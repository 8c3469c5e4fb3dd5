package io.liveorigin.access.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the TLS of a listener comes from; all in PEM (RFC 7468).
 *
 * @param certificates the certificate of the listener first, then the chain up to its root
 * @param privateKey its private key, not encrypted: PKCS#8, PKCS#1 (RSA) or SEC1 (EC)
 * @param clientAuthorities whose client certificates count; empty where none is asked for
 */
public record TlsFiles(Path certificates, Path privateKey, Optional<Path> clientAuthorities) {

  /** Without client certificates. */
  public static TlsFiles of(Path certificates, Path privateKey) {
    return new TlsFiles(certificates, privateKey, Optional.empty());
  }

  public TlsFiles withClientAuthorities(Path other) {
    return new TlsFiles(certificates, privateKey, Optional.of(other));
  }

  /** In the order in which {@link PemContents} has them. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(List.of(certificates, privateKey));
    clientAuthorities.ifPresent(all::add);
    return all;
  }
}
