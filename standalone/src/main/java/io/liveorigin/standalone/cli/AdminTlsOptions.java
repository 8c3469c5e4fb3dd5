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
      description = "Certificate with which the admin API serves https (PEM)." + TlsOptions.HOW)
  private Optional<Path> certificates = Optional.empty();

  @Option(
      names = "--admin-tls-key",
      paramLabel = "FILE",
      description = "Private key of the certificate (PEM, not encrypted).")
  private Optional<Path> privateKey = Optional.empty();

  @Option(
      names = "--admin-client-ca",
      paramLabel = "FILE",
      description =
          "Operators may present a certificate that one of these authorities signed (PEM)."
              + " Other certificates are refused in the handshake.")
  private Optional<Path> clientAuthorities = Optional.empty();

  /** Returns the files; empty if the listener speaks plain HTTP. */
  Optional<TlsFiles> files() {
    return TlsOptions.files("admin-", certificates, privateKey, clientAuthorities);
  }
}
