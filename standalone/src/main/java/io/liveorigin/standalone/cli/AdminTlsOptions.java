package io.liveorigin.standalone.cli;

import io.liveorigin.access.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The TLS of the admin listener. */
final class AdminTlsOptions {
  @Option(
      names = "--admin-tls-cert",
      paramLabel = "FILE",
      description = "The admin API speaks https with this certificate (PEM)." + TlsOptions.HOW)
  private Optional<Path> certificates = Optional.empty();

  @Option(
      names = "--admin-tls-key",
      paramLabel = "FILE",
      description = "Its private key (PEM, not encrypted).")
  private Optional<Path> privateKey = Optional.empty();

  @Option(
      names = "--admin-client-ca",
      paramLabel = "FILE",
      description =
          "Operators may show a certificate that one of these signed (PEM); others are refused in"
              + " the handshake.")
  private Optional<Path> clientAuthorities = Optional.empty();

  /** Returns the files; empty if the listener speaks plain HTTP. */
  Optional<TlsFiles> files() {
    return TlsOptions.files("admin-", certificates, privateKey, clientAuthorities);
  }
}
