package io.liveorigin.standalone.cli;

import io.liveorigin.access.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The TLS settings of a listener for packagers or viewers. */
final class TlsOptions {
  static final String HOW =
      " It is read again when it changes, without a restart: certificate and key count together.";

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "The listener speaks https with this certificate (PEM: its own first, then the chain)."
              + HOW)
  private Optional<Path> certificates = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Its private key (PEM: PKCS#8, PKCS#1 or SEC1, not encrypted).")
  private Optional<Path> privateKey = Optional.empty();

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description =
          "Clients may show a certificate that one of these signed (PEM); others are refused in the"
              + " handshake. 'serve' answers only readers that show one, unless there is"
              + " --cdn-secret-file.")
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
          "--%1$sclient-ca is for https: give --%1$stls-cert and --%1$stls-key too"
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
