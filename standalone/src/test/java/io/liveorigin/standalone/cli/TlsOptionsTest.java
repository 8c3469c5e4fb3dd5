package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.liveorigin.access.authority.CertificateSubject;
import io.liveorigin.access.authority.IssuedCertificate;
import io.liveorigin.access.authority.PrivateAuthority;
import io.liveorigin.access.tls.ListenerTls;
import io.liveorigin.access.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsOptionsTest {
  private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingest --pipeline a --tls-cert c | --tls-cert and --tls-key belong together",
        "ingest --pipeline a --client-ca c | --client-ca requires https: give --tls-cert",
        "serve --data d --tls-key c | --tls-cert and --tls-key belong together",
        "serve --data d --admin-tls-key c | --admin-tls-cert and --admin-tls-key belong together",
        "serve --data d --admin-client-ca c | --admin-client-ca requires https: give --admin-tls-cert",
        "serve --data d --tls-cert no --tls-key no | tls: 'no' cannot be read: there is no such file",
        "ingest --pipeline a --tls-cert no --tls-key no | tls: 'no' cannot be read",
        "event list --admin-ca no | admin-ca: 'no' must contain PEM certificates",
      })
  void whatDoesNotFitIsOneLineBeforeAnythingStarts(String args, String message) {
    Terminal terminal = new Terminal();
    // Nothing listens there: whoever waited for Kafka would wait for ever.
    String kafka = args.startsWith("event") ? "" : " --kafka 127.0.0.1:1 --port 0";
    String open =
        args.startsWith("serve")
            ? " --admin-port 0 --admin-open"
            : args.startsWith("ingest") ? " --open" : "";
    assertThat(terminal.run((args + kafka + open).split(" "))).isEqualTo(1);
    assertThat(terminal.err()).contains(message).hasLineCount(1);
  }

  @Test
  void anAdminApiWithACertificateOfAPrivateAuthorityIsTrustedWhereThatIsNamed() throws IOException {
    PrivateAuthority authority =
        new PrivateAuthority(
            CertificateSubject.of("own", HOSTS, Instant.now()), new SecureRandom());
    IssuedCertificate issued =
        authority.issue(CertificateSubject.of("admin", HOSTS, Instant.now()));
    issued.write(temp, "admin");
    String ca = authority.write(temp.resolve("ca.pem")).toString();
    TlsFiles files = TlsFiles.of(temp.resolve("admin.pem"), temp.resolve("admin.key"));
    try (ListenerTls tls = ListenerTls.start("tls", files, Clock.systemUTC())) {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
      server.createContext(
          "/events",
          exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("[]".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
          });
      server.start();
      try {
        String url = "https://localhost:" + server.getAddress().getPort();
        Terminal trusting = new Terminal();
        assertThat(trusting.run("event", "list", "--admin", url, "--admin-ca", ca)).isZero();
        Terminal other = new Terminal();
        assertThat(other.run("event", "list", "--admin", url)).isEqualTo(1);
        assertThat(other.err()).contains("no response from " + url);
      } finally {
        server.stop(0);
      }
    }
  }
}
