package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.RawClient.Answer;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** No response tells a stranger which server software wrote it (RFC 9110, section 10.2.4). */
@ParameterizedClass
@EnumSource(Wire.class)
class ServingServerFieldTest {
  private static final String HOST = "\r\nHost: origin\r\n";
  private static final String LONG = "x".repeat(64 * 1024);

  private final TestNode node;

  ServingServerFieldTest(Wire wire) {
    node = wire.node(config -> config.withAdminNames(List.of("origin")));
  }

  @BeforeEach
  void publish() {
    node.publish(node.liveEdge(), Samples.bytes(10, 1));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void viewersAreNotTold() throws IOException {
    String segment = TestNode.path(node.liveEdge());
    for (String request :
        List.of(
            "GET " + segment + " HTTP/1.1" + HOST,
            "HEAD " + segment + " HTTP/1.1" + HOST,
            "GET " + segment + " HTTP/1.0" + HOST,
            "GET " + segment + " HTTP/1.1" + HOST + "Range: bytes=2-4\r\n",
            "GET " + TestNode.path(node.liveEdge() + 90) + " HTTP/1.1" + HOST,
            "GET /acme/news/manifest.mpd HTTP/1.1" + HOST,
            "GET /time HTTP/1.1" + HOST,
            "GET /nothing HTTP/1.1" + HOST,
            "PUT " + segment + " HTTP/1.1" + HOST + "Content-Length: 0\r\n",
            "OPTIONS * HTTP/1.1" + HOST)) {
      try (RawClient client = new RawClient(node)) {
        assertSilent(client, request);
      }
    }
    for (String request : unreadable(segment)) {
      try (RawClient client = new RawClient(node)) {
        assertSilent(client, request);
      }
    }
  }

  @Test
  void operatorsAreNotTold() throws IOException {
    for (String request :
        List.of(
            "GET /status HTTP/1.1" + HOST,
            "GET /metrics HTTP/1.1" + HOST,
            "GET /health/ready HTTP/1.0" + HOST,
            "GET /nothing HTTP/1.1" + HOST,
            "PUT /events/acme/gala HTTP/1.1" + HOST + "Content-Length: 1\r\n\r\n{",
            "GET /status HTTP/1.1\r\nHost: other.example\r\n",
            "OPTIONS * HTTP/1.1" + HOST)) {
      try (RawClient client = RawClient.admin(node)) {
        assertSilent(client, request);
      }
    }
    for (String request : unreadable("/status")) {
      try (RawClient client = RawClient.admin(node)) {
        assertSilent(client, request);
      }
    }
  }

  /** The parser refuses these before any code of ours sees a request. */
  private static List<String> unreadable(String path) {
    return List.of(
        "GARBAGE\r\n",
        "GET " + path + " HTTP/9.9" + HOST,
        "GET " + path + " HTTP/1.1\r\n",
        "GET " + path + " HTTP/1.1" + HOST + "A: " + LONG + "\r\n",
        "GET /" + LONG + " HTTP/1.1" + HOST,
        "GET " + path + " HTTP/1.1" + HOST + "Transfer-Encoding: gzip\r\n");
  }

  private static void assertSilent(RawClient client, String request) throws IOException {
    String begin = request.substring(0, Math.min(60, request.length()));
    client.send(request.contains("\r\n\r\n") ? request : request + "\r\n");
    Answer answer = client.answer(request.split(" ", 2)[0].strip());
    assertThat(answer.head()).as(begin).anyMatch(line -> line.startsWith("HTTP/1.1 "));
    String all =
        (String.join("\n", answer.head())
                + "\n"
                + new String(answer.body(), StandardCharsets.UTF_8))
            .toLowerCase(Locale.ROOT);
    assertThat(all)
        .as(begin)
        .doesNotContain("\nserver:", "x-powered-by", "powered by", "jetty", "javalin");
  }
}
