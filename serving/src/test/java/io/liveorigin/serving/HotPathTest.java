package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers in front of the servlet are those of the servlet, to the byte. */
class HotPathTest {
  /** A condition that holds and that only the servlet reads. */
  private static final String SLOW = "If-Match: *";

  private static final String SECRET = "0123456789abcdef";
  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  /** An answer as it came over the wire; without Date, which is the clock's of the machine. */
  private record Raw(List<String> head, byte[] body) {}

  private static Raw ask(TestNode of, String method, long number, String... fields) {
    String request =
        method
            + " "
            + TestNode.path(number)
            + " HTTP/1.1\r\nHost: origin\r\nConnection: close\r\n"
            + String.join("", Arrays.stream(fields).map(f -> f + "\r\n").toList())
            + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), of.server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return raw(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Raw raw(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    in.transferTo(all);
    String text = all.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    List<String> head =
        text.substring(0, end).lines().filter(line -> !line.startsWith("Date: ")).sorted().toList();
    return new Raw(head, text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
  }

  private double hot() {
    return node.meters.get("serving.hot.answers").counter().count();
  }

  private Raw hot(String method, long number, String... fields) {
    double before = hot();
    Raw answer = ask(node, method, number, fields);
    assertThat(hot()).as("answered in front of the servlet").isEqualTo(before + 1);
    return answer;
  }

  private Raw slow(String method, long number, String... fields) {
    double before = hot();
    String[] all = Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = SLOW;
    Raw answer = ask(node, method, number, all);
    assertThat(hot()).as("answered by the servlet").isEqualTo(before);
    return answer;
  }

  private void assertAlike(String method, long number, String... fields) {
    // The first makes what the second has ready.
    for (int i = 0; i < 2; i++) {
      Raw hot = hot(method, number, fields);
      Raw slow = slow(method, number, fields);
      assertThat(hot.head()).isEqualTo(slow.head());
      assertThat(hot.body()).isEqualTo(slow.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: none",
        "Range: bytes=0-0",
        "Range: bytes=100-",
        "Range: bytes=-7",
        "Range: bytes=5-2",
        "Range: lines=1-2",
        "Range: bytes=0-1,5-6",
        "Origin: http://player"
      })
  void aValidWinner(String field) {
    long number = node.liveEdge();
    node.publish(number, Samples.bytes(100_000, 1));
    assertAlike("GET", number, field);
    assertAlike("HEAD", number, field);
    node.clock.advance(3_000);
    assertAlike("GET", number, field);
  }

  @Test
  void aDefectiveWinnerAndTheOneThatReplacesIt() {
    long number = node.liveEdge();
    Defect dropped = Samples.dropped(3);
    Candidate bad = node.publish(number, Samples.bytes(1_000, 1), dropped);
    assertAlike("GET", number);
    Candidate clean = node.pass(number, "b", Samples.bytes(1_000, 2));
    node.accept(Samples.decision(TestNode.v0(number), 2, clean, bad));
    assertThat(hot("GET", number).body()).isEqualTo(Samples.bytes(1_000, 2));
    assertAlike("GET", number);
  }

  @Test
  void theTagIsKnown() {
    long number = node.liveEdge();
    Candidate winner = node.publish(number, Samples.bytes(1_000, 1));
    String condition = "If-None-Match: \"" + winner.digest().hex() + "\"";
    assertThat(hot("GET", number, condition).head()).contains("HTTP/1.1 304 Not Modified");
    assertAlike("GET", number, condition);
    assertAlike("HEAD", number, condition);
  }

  @Test
  void whatIsRarerIsAnsweredByTheServlet() {
    long number = node.liveEdge();
    node.publish(number, Samples.bytes(1_000, 1));
    hot("GET", number);
    double before = hot();
    for (String field :
        List.of(
            "If-None-Match: \"x\"",
            "If-None-Match: *",
            "If-Range: \"x\"",
            "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
            "Range: bytes=0-1,900-901",
            "Range: bytes=5000-",
            "CMCD-Session: sid=\"x\"")) {
      ask(node, "GET", number, field);
    }
    ask(node, "OPTIONS", number);
    ask(node, "GET", number + 1_000);
    assertThat(hot()).isEqualTo(before);
  }

  @Test
  void aMaskedSegmentIsNotServedAgain() {
    long number = node.liveEdge();
    Candidate winner = node.publish(number, Samples.bytes(1_000, 1));
    hot("GET", number);
    node.accept(Samples.masked(TestNode.v0(number), 2, winner));
    assertThat(ask(node, "GET", number).head()).contains("HTTP/1.1 410 Gone");
  }

  @Test
  void aNodeThatIsNotReadySaysSoHereToo() {
    long number = node.liveEdge();
    node.publish(number, Samples.bytes(1_000, 1));
    hot("GET", number);
    node.index.readiness = Readiness.not("restoring");
    assertThat(ask(node, "GET", number).head()).contains("HTTP/1.1 503 Service Unavailable");
    node.index.readiness = Readiness.READY;
    hot("GET", number);
  }

  @Test
  void whatLeftTheWindowIsGoneAndAnotherDefinitionCounts() {
    long number = node.liveEdge();
    node.publish(number, Samples.bytes(1_000, 1));
    hot("GET", number);
    node.declare(Samples.definition(Samples.NEWS.replace("PT60S", "PT70S")));
    assertAlike("GET", number);
    node.clock.advance(80_000);
    assertThat(ask(node, "GET", number).head()).contains("HTTP/1.1 410 Gone");
  }

  @Test
  void theSecretOfTheCdnIsAskedForHereToo() {
    try (TestNode guarded =
        new TestNode(config -> config.withCdnSecrets(new CdnSecrets(List.of(SECRET))))) {
      long number = guarded.liveEdge();
      guarded.publish(number, Samples.bytes(1_000, 1));
      assertThat(ask(guarded, "GET", number, CdnSecrets.HEADER + ": " + SECRET).head())
          .contains("HTTP/1.1 200 OK");
      assertThat(ask(guarded, "GET", number).head()).contains("HTTP/1.1 403 Forbidden");
    }
  }
}
