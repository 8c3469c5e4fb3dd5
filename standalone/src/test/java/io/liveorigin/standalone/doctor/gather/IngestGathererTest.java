package io.liveorigin.standalone.doctor.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.liveorigin.access.tls.ClientTls;
import io.liveorigin.standalone.doctor.ShortLivedCertificate;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ingest, played by a server of the JDK. */
class IngestGathererTest {
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final Set<String> fields = ConcurrentHashMap.newKeySet();
  private HttpServer server;
  private int ready = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          fields.addAll(exchange.getRequestHeaders().keySet());
          byte[] body = bodies.getOrDefault(path, "no").getBytes(StandardCharsets.UTF_8);
          int status = bodies.containsKey(path) ? 200 : 401;
          exchange.sendResponseHeaders(path.endsWith("/ready") ? ready : status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aGuardedIngestSaysWhetherItIsReadyAndGetsNoCredential() throws Exception {
    NodeFacts.State state = ask();
    assertThat(state.problem()).isEmpty();
    assertThat(state.build()).isEmpty();
    assertThat(fields).isNotEmpty().doesNotContain("Authorization");
    ready = 503;
    assertThat(ask().problem()).contains("no");
  }

  @Test
  void anOpenIngestSaysItsBuild() throws Exception {
    bodies.put("/-/status", "{\"build\":{\"version\":\"1\",\"commit\":\"c\"}}");
    assertThat(ask().build()).contains("1 (commit c)");
    assertThat(ask().certificates()).isEmpty();
  }

  @Test
  void whatIsNoIngestIsNamed() {
    ready = 404;
    assertThatThrownBy(this::ask).hasMessageContaining("check that origin ingest runs there");
  }

  @Test
  void theCertificateOfAnHttpsListenerIsThatOfTheHandshake(@TempDir Path directory)
      throws Exception {
    ShortLivedCertificate certificate = ShortLivedCertificate.make(directory, 5);
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    https.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().endsWith("/ready") ? 200 : 401, -1);
          exchange.close();
        });
    https.start();
    try {
      Optional<SSLContext> trust = Optional.of(ClientTls.trusting("admin-ca", certificate.pem()));
      URI url = URI.create("https://127.0.0.1:" + https.getAddress().getPort());
      long now = certificate.made();
      NodeFacts.State state = IngestGatherer.ask(url, trust, now);
      assertThat(state.certificates().get("https")).isBetween(4.9 * 86_400, 5.1 * 86_400);
    } finally {
      https.stop(0);
    }
  }

  private NodeFacts.State ask() throws IOException, InterruptedException {
    return IngestGatherer.ask(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty(), 0);
  }
}
