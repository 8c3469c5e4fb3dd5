package io.liveorigin.serving.invalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.liveorigin.contract.error.OriginException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CdnNodeTest {
  private static final URI URL = URI.create("http://edge:80");

  @ParameterizedTest
  @ValueSource(strings = {"edge", "ftp://edge", "http:///x", "http://edge/?q"})
  void refusesUrlsThatAreNoNode(String url) {
    refused("cdn.url", "edge", URI.create(url), Map.of());
  }

  @Test
  void refusesNamesStylesAndHeaders() {
    refused("cdn.name", "a b", URL, Map.of());
    refused("cdn.headers", "edge", URL, Map.of("X:Y", "v"));
    refused("cdn.headers", "edge", URL, Map.of("X", "a\r\nEvil: 1"));
    assertThatThrownBy(() -> new CdnNode("edge", URL, null, Map.of()))
        .hasMessageStartingWith("cdn.style");
    assertThatThrownBy(() -> PurgeStyle.of("wipe"))
        .isInstanceOf(OriginException.class)
        .hasMessage("cdn.style must be one of [purge, ban, refresh], but is 'wipe'");
  }

  /** Each purge would fail, for as long as the node runs. */
  @ParameterizedTest
  @ValueSource(strings = {"Connection", "content-length", "Expect", "Upgrade"})
  void refusesHeadersThatTheClientDoesNotSend(String header) {
    refused("cdn.headers cannot have '" + header + "'", "edge", URL, Map.of(header, "x"));
  }

  /** Needs what the message says: tests run with it. */
  @Test
  void aHostIsSent() throws Exception {
    CompletableFuture<String> host = new CompletableFuture<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          host.complete(exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      CdnNode node =
          new CdnNode(
              "edge",
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              PurgeStyle.PURGE,
              Map.of("Host", "www.example"));
      PurgeRequest purge = new PurgeRequest("PURGE", node.uri("/x"), node.headers());
      assertThat(new HttpPurgeSender().send(purge).get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(host).isCompletedWithValue("www.example");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"http://edge:80", "http://edge:80/"})
  void pathsGoBehindTheUrl(String url) {
    assertThat(new CdnNode("e", URI.create(url), PurgeStyle.PURGE, null).uri("/t/e/x"))
        .hasToString("http://edge:80/t/e/x");
  }

  private static void refused(String key, String name, URI url, Map<String, String> headers) {
    assertThatThrownBy(() -> new CdnNode(name, url, PurgeStyle.PURGE, headers))
        .isInstanceOf(OriginException.class)
        .hasMessageStartingWith(key);
  }
}
