package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.testing.Patience;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP libraries do not send, as bytes on a socket. */
class BadRequestTest {
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
      socket.setSoTimeout(Patience.LIMIT_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void assertProblem(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 4");
    assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
    assertThat(answer).containsIgnoringCase("cache-control: ");
    assertThat(answer).contains("\"code\":\"");
    assertThat(answer).doesNotContainIgnoringCase("jetty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /acme/news/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme/news/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme/news/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme/news/a;b=c/d HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme//v0-1.m4s HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme/news/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme/news/v0-999999999999999999999999.m4s HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme/news/v0--1.m4s HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /acme/news/v0-1.m4s HTTP/1.1\r\n\r\n",
        "GET /acme/news/\u00ff\u00fe HTTP/1.1\r\nHost: x\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "GET /acme/news/v0-1.m4s HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
      })
  void eachIsAProblemWithACacheHeader(String request) throws IOException {
    assertProblem(raw(request));
    assertThat(node.index.lookups).hasValue(0);
  }

  @Test
  void hugeHeadersAndPathsAreRefused() throws IOException {
    assertProblem(raw("GET /acme/news/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    assertProblem(
        raw(
            "GET /acme/news/v0-1.m4s HTTP/1.1\r\nHost: x\r\nX: "
                + "a".repeat(20_000)
                + "\r\n\r\n"));
  }

  @Test
  void theServiceGoesOn() throws IOException {
    raw("GARBAGE\r\n\r\n");
    long edge = node.liveEdge();
    node.publish(edge, Samples.bytes(10, 1));

    assertThat(node.get(TestNode.path(edge)).statusCode()).isEqualTo(200);
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInOrder() throws IOException {
    long edge = node.liveEdge();
    node.publish(edge, "first".getBytes(StandardCharsets.US_ASCII));
    node.publish(edge - 1, "second".getBytes(StandardCharsets.US_ASCII));

    String answers =
        raw(
            "GET "
                + TestNode.path(edge)
                + " HTTP/1.1\r\nHost: x\r\n\r\nHEAD "
                + TestNode.path(edge)
                + " HTTP/1.1\r\nHost: x\r\n\r\nGET "
                + TestNode.path(edge - 1)
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
    assertThat(answers).endsWith("second");
    assertThat(answers.indexOf("first")).isBetween(0, answers.indexOf("second"));
  }

  @Test
  void http10IsServed() throws IOException {
    long edge = node.liveEdge();
    node.publish(edge, "bytes".getBytes(StandardCharsets.US_ASCII));

    assertThat(raw("GET " + TestNode.path(edge) + " HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\nbytes");
  }
}
