package io.liveorigin.standalone.doctor.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.liveorigin.standalone.doctor.facts.NodeFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
  void anOpenIngestSaysItsBuildAndItsCertificates() throws Exception {
    bodies.put("/-/status", "{\"build\":{\"version\":\"1\",\"commit\":\"c\"}}");
    bodies.put(
        "/-/metrics",
        """
        # HELP tls_certificate_remaining_seconds x
        tls_certificate_remaining_seconds{pipeline="a"} 8640.0
        tls_certificate_remaining_seconds{pipeline="b"} NaN
        """);
    assertThat(ask().build()).contains("1 (commit c)");
    assertThat(ask().certificates()).isEqualTo(Map.of("a", 8640.0));
  }

  @Test
  void whatIsNoIngestIsNamed() {
    ready = 404;
    assertThatThrownBy(this::ask).hasMessageContaining("check that origin ingest runs there");
  }

  private NodeFacts.State ask() throws IOException, InterruptedException {
    return IngestGatherer.ask(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
  }
}
