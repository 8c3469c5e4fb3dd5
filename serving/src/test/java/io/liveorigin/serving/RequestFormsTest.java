package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.RawClient.Answer;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets and framings that RFC 9112 knows and hardly anybody sends, to both listeners. */
class RequestFormsTest {
  private final TestNode node = new TestNode(config -> config.withAdminNames(List.of("origin")));
  private final String path = TestNode.path(node.liveEdge());

  @BeforeEach
  void publish() {
    node.publish(node.liveEdge(), Samples.bytes(10, 1));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static String ask(int port, String text) throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer = client.send(text).answer(text.split(" ", 2)[0]);
      return String.join("\n", answer.head());
    }
  }

  /** The same of both listeners, each for what it has. */
  private void both(int status, String text) throws IOException {
    assertThat(ask(node.server.port(), text.replace("PATH", path)))
        .contains("HTTP/1.1 " + status + " ");
    assertThat(ask(node.server.adminPort(), text.replace("PATH", "/status")))
        .contains("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "http://originPATH HTTP/1.1, origin, 200",
    "HTTP://ORIGIN:80PATH HTTP/1.1, origin, 200",
    "https://originPATH HTTP/1.1, origin, 200",
    "http://originPATH?a=b HTTP/1.0, origin, 200",
    "ftp://originPATH HTTP/1.1, origin, 400",
    "http://me@originPATH HTTP/1.1, origin, 400",
    "http:///x HTTP/1.1, origin, 400",
    "* HTTP/1.1, origin, 400",
  })
  void aTargetMayBeAbsolute(String target, String host, int status) throws IOException {
    both(status, "GET " + target + "\r\nHost: " + host + "\r\n\r\n");
  }

  /** RFC 9112, section 3.2: even a target that says its host by itself needs one. */
  @Test
  void aRequestWithoutHostIsRefused() throws IOException {
    both(400, "GET http://originPATH HTTP/1.1\r\n\r\n");
  }

  /** RFC 9112, section 3.2.2: the host of the target counts, and not the field. */
  @Test
  void theHostOfTheTargetCounts() throws IOException {
    String other = "GET http://other.examplePATH HTTP/1.1\r\nHost: origin\r\n\r\n";
    assertThat(ask(node.server.port(), other.replace("PATH", path))).contains("HTTP/1.1 200 ");
    assertThat(ask(node.server.adminPort(), other.replace("PATH", "/status")))
        .contains("HTTP/1.1 403 ");
    both(200, "GET http://originPATH HTTP/1.1\r\nHost: other.example\r\n\r\n");
  }

  @Test
  void theServerSaysWhatItOffers() throws IOException {
    String request = "OPTIONS * HTTP/1.1\r\nHost: origin\r\n\r\n";
    assertThat(ask(node.server.port(), request))
        .contains("HTTP/1.1 204 ", "Allow: GET, HEAD, POST, OPTIONS");
    assertThat(ask(node.server.adminPort(), request))
        .contains("HTTP/1.1 204 ", "Allow: GET, PUT, POST, DELETE, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host:\torigin",
        "Host: origin\r\nTE:\ttrailers",
        "Host: origin\r\nTE: trailers,\tdeflate;q=0.5\t\r\nConnection: TE",
      })
  void aTabIsNoPartOfAValue(String fields) throws IOException {
    both(200, "GET PATH HTTP/1.1\r\n" + fields + "\r\n\r\n");
  }

  /** The plain parser reads the field itself. */
  @Test
  void aTabIsNoPartOfARange() throws IOException {
    String range = "\r\nHost: x\r\nRange:\tbytes=2-4\t\r\n\r\n";
    assertThat(ask(node.server.port(), "GET " + path + " HTTP/1.1" + range))
        .contains("HTTP/1.1 206 ", "Content-Range: bytes 2-4/10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding:\tchunked",
        "Transfer-Encoding: chunked\t",
        "Transfer-Encoding: \t Chunked \t"
      })
  void aTabBelongsToNoCoding(String field) throws IOException {
    both(200, "GET PATH HTTP/1.1\r\nHost: origin\r\n" + field + "\r\n\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding\t: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5"
      })
  void anotherCodingIsRefused(String fields) throws IOException {
    both(400, "GET PATH HTTP/1.1\r\nHost: origin\r\n" + fields + "\r\n\r\n0\r\n\r\n");
  }

  /** RFC 9112, section 6.1: its framing is faulty, and nothing behind it is a request. */
  @Test
  void versionOneZeroHasNoChunks() throws IOException {
    both(
        400,
        "GET PATH HTTP/1.0\r\nHost: origin\r\nConnection: keep-alive\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  }

  /** The plain parser has the head alone before it, and must not take it for a request. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity", "gzip, chunked", "chunked, chunked"})
  void anotherCodingIsRefusedBeforeItsBodyComes(String coding) throws IOException {
    both(400, "GET PATH HTTP/1.1\r\nHost: origin\r\nTransfer-Encoding: " + coding + "\r\n\r\n");
  }

  /** Nothing behind a body of which nobody knows where it ends is a request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked",
        "1.1\r\nTransfer-Encoding: gzip, chunked"
      })
  void aFaultyFramingEndsTheConnection(String head) throws IOException {
    for (int port : List.of(node.server.port(), node.server.adminPort())) {
      try (RawClient client = new RawClient(port)) {
        client.send("GET /status HTTP/" + head + "\r\nHost: origin\r\n\r\n0\r\n\r\n");
        assertThat(client.answer("GET").head()).anyMatch(line -> line.startsWith("HTTP/1.1 400 "));
        client.send("GET /status HTTP/1.1\r\nHost: origin\r\n\r\n");
        assertThat(client.ended()).isTrue();
      }
    }
  }
}
