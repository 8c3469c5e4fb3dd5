package io.liveorigin.serving.support;

import io.liveorigin.access.authority.CertificateSubject;
import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.authority.PrivateAuthority;
import io.liveorigin.access.tls.ClientTls;
import io.liveorigin.access.tls.TlsFiles;
import io.liveorigin.serving.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Certificates of one authority in a directory of their own; both listeners have the same. */
public final class TestTls implements AutoCloseable {
  public final PrivateAuthority authority;
  public final IssuedCertificate server;
  private final Path directory;

  public TestTls() {
    this.authority = new PrivateAuthority(subject("authority"), new SecureRandom());
    this.server = authority.issue(subject("server"));
    try {
      this.directory = Files.createTempDirectory("test-tls");
      server.write(directory, "server");
      authority.write(directory.resolve("clients.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reached by loopback, for a year around now: other clocks than the machine's count in tests. */
  public static CertificateSubject subject(String name) {
    Instant now = Instant.now();
    return CertificateSubject.of(name, List.of("127.0.0.1", "localhost"), now)
        .until(now.plus(Duration.ofDays(365)));
  }

  /** With an authority of clients' certificates. */
  public TlsFiles files() {
    return withoutAuthority().withClientAuthorities(directory.resolve("clients.pem"));
  }

  private TlsFiles withoutAuthority() {
    return TlsFiles.of(directory.resolve("server.pem"), directory.resolve("server.key"));
  }

  /** Operators may show a certificate; viewers need none. */
  public TlsSettings both() {
    return new TlsSettings(Optional.of(withoutAuthority()), Optional.of(files()));
  }

  /** Writes another certificate and key in place of those of before. */
  public void renew(IssuedCertificate other) throws IOException {
    other.write(directory, "server");
  }

  /** Of a client without a certificate. */
  public SSLContext client() {
    return ClientTls.trusting(authority.pem());
  }

  public SSLContext client(IssuedCertificate own) {
    return ClientTls.trusting(authority.pem(), own.chainPem(), own.keyPem());
  }

  @Override
  public void close() {
    try {
      for (String name : List.of("server.pem", "server.key", "clients.pem")) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
