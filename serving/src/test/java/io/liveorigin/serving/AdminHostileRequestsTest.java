package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.client.ClientLimits;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.serving.support.LoggedFaults;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.RawClient.Answer;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers try at an admin listener that is open, as bytes on a socket. */
@ParameterizedClass
@EnumSource(Wire.class)
class AdminHostileRequestsTest {
  private static final String EVENT = "/events/acme/news";
  private static final int STRANGERS = 120;

  /** Beginnings of requests that do not go on. */
  private static final List<String> TRICKLES =
      List.of(
          "PUT " + EVENT + " HTTP/1.1\r\nHost: origin\r\nContent-Length: 99\r\n\r\n{",
          "POST " + EVENT + "/end HTTP/1.1\r\nHost: origin\r\nTransfer-Encoding: chunked\r\n\r\n5",
          "GET /status HTTP/1.1\r\nHost: origin\r\nContent-Length: 9\r\n\r\n1",
          "GET /nowhere HTTP/1.1\r\nHost: origin\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na",
          "GET /status HTTP/1.1\r\nHos");

  private final Wire wire;
  private final TestNode node;

  AdminHostileRequestsTest(Wire wire) {
    this.wire = wire;
    // All come from one address, and faster than one may begin handshakes of TLS.
    ClientLimits limits = ClientLimits.viewers(20_000);
    node =
        wire.node(
            config ->
                config
                    .withAdminNames(List.of("origin", "Admin.Example"))
                    .withTls(config.tls().withLimits(limits, limits)));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Answer ask(String... lines) throws IOException {
    try (RawClient client = RawClient.admin(node)) {
      client.send(String.join("\r\n", lines) + "\r\n\r\n");
      return client.answer(lines[0].split(" ", 2)[0]);
    }
  }

  private static int status(Answer answer) {
    return answer.head().stream()
        .filter(line -> line.startsWith("HTTP/1.1 "))
        .mapToInt(line -> Integer.parseInt(line.substring(9, 12)))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private boolean eventIsThere() {
    return node.control.event(new EventId("acme", "news")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "x-http-method", "X-Method-Override"})
  void theMethodIsThatOfTheRequestLine(String field) throws IOException {
    Answer answer = ask("GET " + EVENT + " HTTP/1.1", "Host: origin", field + ": DELETE");
    assertThat(status(answer)).isEqualTo(200);
    assertThat(eventIsThere()).isTrue();
  }

  /** Javalin would look for a method of that name, and fail. */
  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "NONSENSE"})
  void theMethodIsThatOfTheRequestLineForViewersToo(String method) throws IOException {
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));
    for (String more : List.of("X-Plain: yes", "Range: lines=1", "Expect: 100-continue")) {
      Answer answer =
          RawClient.ask(
              node, "GET", TestNode.path(edge), "X-HTTP-Method-Override: " + method, more);
      assertThat(status(answer)).as(more).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://origin.evil.example"
      })
  void aForeignWebPageChangesAndLearnsNothing(String field) throws IOException {
    for (String line : List.of("DELETE " + EVENT, "POST " + EVENT + "/end", "GET /status")) {
      Answer answer = ask(line + " HTTP/1.1", "Host: origin", field);
      assertThat(status(answer)).isEqualTo(403);
      assertThat(text(answer)).contains("\"code\":\"forbidden\"", "a web page of another site");
    }
    assertThat(eventIsThere()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Site: same-origin", "Origin: %s://origin", "X-None: here"})
  void whoIsNoForeignPageComesIn(String field) throws IOException {
    String own = field.formatted(wire.scheme());
    assertThat(status(ask("DELETE " + EVENT + " HTTP/1.1", "Host: origin", own))).isEqualTo(204);
  }

  /** The page's own name resolves to this machine, so the browser sees one site. */
  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:8090", "localhost.evil.example", "10.1.2.3"})
  void aNameThatNobodyToldIsRefused(String host) throws IOException {
    Answer answer =
        ask(
            "DELETE " + EVENT + " HTTP/1.1",
            "Host: " + host,
            "Origin: http://" + host,
            "Sec-Fetch-Site: same-origin");
    assertThat(status(answer)).isEqualTo(403);
    assertThat(text(answer)).contains("--admin-name");
    assertThat(eventIsThere()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8090", "127.0.0.1", "127.1.2.3:80", "[::1]:8090", "admin.example:80"})
  void itsOwnNamesAreAnswered(String host) throws IOException {
    assertThat(status(ask("GET " + EVENT + " HTTP/1.1", "Host: " + host))).isEqualTo(200);
  }

  /** A supervisor may know the node by a name that the node was never told. */
  @Test
  void healthIsToldUnderAnyName() throws IOException {
    for (String path : List.of("/health/live", "/health/ready")) {
      assertThat(status(ask("GET " + path + " HTTP/1.1", "Host: node-7.cluster.example")))
          .isEqualTo(200);
    }
    assertThat(status(ask("GET /health/../status HTTP/1.1", "Host: node-7.cluster.example")))
        .isNotEqualTo(200);
  }

  @Test
  void aHealthCheckOfOldNeedsNoName() throws IOException {
    assertThat(status(ask("GET /health/live HTTP/1.0"))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFFFFFFFFFFFFFFFFFFF\r\n",
        "7fffffff\r\n{}",
        "-1\r\n",
        "nonsense\r\n",
        "5\r\n{}",
        "2\r\n{}nonsense"
      })
  void aBodyThatIsNoneIsRefused(String body) throws IOException {
    try (LoggedFaults faults = new LoggedFaults();
        RawClient client = RawClient.admin(node)) {
      client.send(
          "PUT " + EVENT + " HTTP/1.1\r\nHost: origin\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send(body).socket().shutdownOutput();
      Answer answer = client.answer("PUT");
      assertThat(status(answer)).isEqualTo(400);
      assertThat(text(answer)).contains("\"code\":\"malformed-header\"");
      assertThat(faults.faults()).isEmpty();
    }
  }

  @Test
  void aSizedBodyThatEndsEarlyIsRefused() throws IOException {
    try (LoggedFaults faults = new LoggedFaults();
        RawClient client = RawClient.admin(node)) {
      client.send("PUT " + EVENT + " HTTP/1.1\r\nHost: origin\r\nContent-Length: 99\r\n\r\n{}");
      client.socket().shutdownOutput();
      assertThat(status(client.answer("PUT"))).isEqualTo(400);
      assertThat(faults.faults()).isEmpty();
    }
  }

  @Test
  void bodiesAreBounded() throws IOException {
    Answer sized = ask("PUT " + EVENT + " HTTP/1.1", "Host: origin", "Content-Length: 1048577");
    assertThat(status(sized)).isEqualTo(413);
    assertThat(text(sized)).contains("\"code\":\"too-large\"");
    try (RawClient client = RawClient.admin(node)) {
      client.send(
          "PUT " + EVENT + " HTTP/1.1\r\nHost: origin\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("100002\r\n" + " ".repeat(0x100002));
      assertThat(status(client.answer("PUT"))).isEqualTo(413);
    }
  }

  /** Whatever is answered, and whoever answers it: a route, a door, or Jetty before both. */
  @Test
  void everyAnswerTellsBrowsersWhatTheyMayNotDo() throws IOException {
    List<String> requests =
        List.of(
            "GET " + EVENT + " HTTP/1.1\r\nHost: origin\r\n\r\n",
            "GET /metrics HTTP/1.1\r\nHost: origin\r\nOrigin: http://origin\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: origin\r\n\r\n",
            "HEAD /events HTTP/1.1\r\nHost: origin\r\n\r\n",
            "GET /nowhere HTTP/1.1\r\nHost: origin\r\n\r\n",
            "PATCH /events HTTP/1.1\r\nHost: origin\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: origin\r\n\r\n",
            "OPTIONS /events HTTP/1.1\r\nHost: origin\r\nOrigin: http://origin\r\n\r\n",
            "GET /events HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            "GET /events HTTP/1.1\r\nHost: origin\r\nSec-Fetch-Site: cross-site\r\n\r\n",
            "PUT " + EVENT + " HTTP/1.1\r\nHost: origin\r\nContent-Length: 9999999\r\n\r\n",
            "PUT " + EVENT + " HTTP/1.1\r\nHost: origin\r\nContent-Length: 1\r\n\r\n{",
            "GET /%zz HTTP/1.1\r\nHost: origin\r\n\r\n",
            "GET /a/%2e%2e/status HTTP/1.1\r\nHost: origin\r\n\r\n",
            "GET /events HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /events HTTP/1.1\r\nHost: origin\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    for (String request : requests) {
      try (RawClient client = RawClient.admin(node)) {
        List<String> head = client.send(request).answer(request.split(" ", 2)[0]).head();
        assertThat(head)
            .as(request.substring(0, Math.min(80, request.length())))
            .contains(
                "X-Content-Type-Options: nosniff",
                "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                "Referrer-Policy: no-referrer",
                "Cross-Origin-Resource-Policy: same-origin",
                "X-Frame-Options: DENY")
            .noneMatch(line -> line.startsWith("Access-Control-"))
            .matches(
                lines ->
                    lines.stream().anyMatch(line -> line.startsWith("Strict-Transport-Security"))
                        == (wire == Wire.TLS),
                "HSTS under TLS and nowhere else");
      }
    }
  }

  /** Far more than the listener has threads; each has sent a part of what it announced. */
  @Test
  void clientsThatTrickleHoldNoThread() throws IOException {
    List<RawClient> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < STRANGERS; i++) {
        RawClient client = RawClient.admin(node);
        strangers.add(client);
        client.send(TRICKLES.get(i % TRICKLES.size()));
      }
      assertThat(status(ask("GET /health/live HTTP/1.1", "Host: origin"))).isEqualTo(200);
      assertThat(status(ask("GET " + EVENT + " HTTP/1.1", "Host: origin"))).isEqualTo(200);
      assertThat(
              status(ask("POST " + EVENT + "/end HTTP/1.1", "Host: origin", "Content-Length: 0")))
          .isEqualTo(200);
      // What does not come is given up.
      assertThat(status(strangers.get(0).answer("PUT"))).isEqualTo(408);
    } finally {
      for (RawClient stranger : strangers) {
        stranger.close();
      }
    }
  }
}
