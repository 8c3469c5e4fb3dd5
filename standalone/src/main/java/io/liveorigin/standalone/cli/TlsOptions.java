package io.liveorigin.standalone.cli;

import io.liveorigin.access.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The TLS settings of a listener for packagers or viewers. */
final class TlsOptions {
  static final String HOW =
      " Certificate and key are read again together when they change, without a restart.";

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Certificate with which the listener serves https (PEM: its own first, then the"
              + " chain)."
              + HOW)
  private Optional<Path> certificates = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of the certificate (PEM: PKCS#8, PKCS#1 or SEC1, not encrypted).")
  private Optional<Path> privateKey = Optional.empty();

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description =
          "Clients may present a certificate that one of these authorities signed (PEM). Other"
              + " certificates are refused in the handshake. 'serve' serves only clients that"
              + " present one, unless --cdn-secret-file is given.")
  private Optional<Path> clientAuthorities = Optional.empty();

  /** Returns the files; empty if the listener speaks plain HTTP. */
  Optional<TlsFiles> files() {
    return files("", certificates, privateKey, clientAuthorities);
  }

  /**
   * Returns the files.
   *
   * @param prefix prefix of the names of the options
   * @throws InputException if a file is given without the others that it needs
   */
  static Optional<TlsFiles> files(
      String prefix,
      Optional<Path> certificates,
      Optional<Path> privateKey,
      Optional<Path> clientAuthorities) {
    if (certificates.isPresent() != privateKey.isPresent()) {
      throw new InputException(
          "--%1$stls-cert and --%1$stls-key belong together: give both".formatted(prefix));
    }
    if (certificates.isEmpty() && clientAuthorities.isPresent()) {
      throw new InputException(
          "--%1$sclient-ca requires https: give --%1$stls-cert and --%1$stls-key too"
              .formatted(prefix));
    }
    return certificates.map(
        path -> new TlsFiles(path, privateKey.orElseThrow(), clientAuthorities));
  }

  /** Returns the scheme of the listener's URL. */
  static String scheme(Optional<TlsFiles> files) {
    return files.isPresent() ? "https" : "http";
  }
}
