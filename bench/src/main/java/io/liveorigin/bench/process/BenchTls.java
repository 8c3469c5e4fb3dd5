package io.liveorigin.bench.process;

import io.liveorigin.access.authority.CertificateSubject;
import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.authority.PrivateAuthority;
import io.liveorigin.access.tls.ClientTls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One certificate and one cipher suite for all servers.
 *
 * @param directory the directory of the PEM files
 * @param client the context of a client that trusts the certificate
 */
public record BenchTls(Path directory, SSLContext client) {
  /** The cipher suite that the origin prefers. The peers are configured to use no other. */
  public static final String SUITE = "TLS_AES_128_GCM_SHA256";

  private static final String CONSCRYPT = "org.conscrypt.OpenSSLProvider";
  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");

  /** Makes the certificate, with an RSA key of 2048 bits, as most certificates have. */
  public static BenchTls make(Path directory, Clock clock) throws IOException {
    PrivateAuthority authority =
        new PrivateAuthority(
            CertificateSubject.of("bench", HOSTS, clock.instant()), new SecureRandom());
    IssuedCertificate issued =
        authority.issue(CertificateSubject.of("server", HOSTS, clock.instant()).withRsa());
    issued.write(directory, "server");
    // hitch reads key and certificates from one file.
    Files.writeString(
        directory.resolve("both.pem"),
        issued.keyPem() + issued.chainPem(),
        StandardCharsets.US_ASCII);
    return new BenchTls(directory, ClientTls.trusting(authority.pem()));
  }

  public Path certificates() {
    return directory.resolve("server.pem");
  }

  public Path privateKey() {
    return directory.resolve("server.key");
  }

  public Path both() {
    return directory.resolve("both.pem");
  }

  /** Returns the options of a listener for packagers or the CDN. */
  public List<String> listener() {
    return List.of("--tls-cert", certificates().toString(), "--tls-key", privateKey().toString());
  }

  /** Returns the options of an admin listener. */
  List<String> admin() {
    return List.of(
        "--admin-tls-cert", certificates().toString(), "--admin-tls-key", privateKey().toString());
  }

  /** Opens a TLS socket to a port on the loopback address. */
  public SSLSocket connect(int port) throws IOException {
    return (SSLSocket)
        client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
  }

  /** Returns the directives for a server block of nginx's configuration. */
  public String nginx() {
    return "ssl_certificate %s; ssl_certificate_key %s; ssl_protocols TLSv1.3;"
            .formatted(certificates(), privateKey())
        + " ssl_conf_command Ciphersuites "
        + SUITE
        + ";";
  }

  /**
   * Checks that a server negotiates the common cipher suite.
   *
   * @throws OriginException if it negotiates another one
   */
  public void requireSuite(String server, int port) throws IOException {
    try (SSLSocket socket = connect(port)) {
      socket.startHandshake();
      if (!socket.getSession().getCipherSuite().equals(SUITE)) {
        throw new OriginException(
            ErrorCode.INTERNAL,
            server + " negotiated " + socket.getSession().getCipherSuite() + ", not " + SUITE);
      }
    }
  }

  /**
   * Returns the Java flags with which Conscrypt takes precedence over Java's own TLS, in a process
   * of this build.
   */
  public List<String> conscrypt() throws IOException {
    StringBuilder text = new StringBuilder("security.provider.1=" + CONSCRYPT + "\n");
    Provider[] all = Security.getProviders();
    for (int i = 0; i < all.length; i++) {
      text.append("security.provider.").append(i + 2).append('=').append(all[i].getName());
      text.append('\n');
    }
    Path file = Files.writeString(directory.resolve("conscrypt.security"), text);
    return List.of("-Djava.security.properties=" + file);
  }
}
