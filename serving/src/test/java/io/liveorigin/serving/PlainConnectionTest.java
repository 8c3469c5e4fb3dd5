package io.liveorigin.serving;

import static io.liveorigin.serving.support.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests and answers come over the wire: both fronts, both writers, one engine. */
@ParameterizedClass
@EnumSource(Wire.class)
class PlainConnectionTest {
  /** A field that changes no answer, and that only Jetty's parser reads. */
  private static final String BY_JETTY = "CMCD-Session: sid=\"x\"";

  private static final String SECRET = "s3cr3t-canary-cdn";
  private final Wire wire;
  private final TestNode node;
  private final long edge;

  PlainConnectionTest(Wire wire) {
    this.wire = wire;
    this.node = wire.node();
    this.edge = node.liveEdge();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private RawClient.Answer ask(String method, String path, String... fields) {
    return RawClient.ask(node, method, path, fields);
  }

  /** Answers that were written without Jetty's parser. */
  private double plain() {
    return node.meters.get("serving.memory.responses").counter().count();
  }

  private static String[] with(String last, String... fields) {
    String[] all = Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = last;
    return all;
  }

  private void assertBothWritersSayTheSame(String method, String path, String... fields) {
    double before = plain();
    RawClient.Answer plain = ask(method, path, fields);
    assertThat(plain()).as("by the plain connection").isEqualTo(before + 1);
    RawClient.Answer servlet = ask(method, path, with(BY_JETTY, fields));
    assertThat(plain()).as("by the servlet").isEqualTo(before + 1);
    assertThat(plain.head()).isEqualTo(servlet.head());
    assertThat(plain.body()).isEqualTo(servlet.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: none",
        "Range: bytes=5-99",
        "Range: bytes=0-1,900-901",
        "Range: bytes=500000-",
        "If-None-Match: *",
        "If-Match: \"x\"",
      })
  void bothWritersSayTheSame(String field) {
    node.publish(edge, Samples.bytes(100_000, 1), Samples.dropped(3));
    for (String path :
        List.of(TestNode.path(edge), TestNode.path(edge + 1_000), "/acme/news/", "/x")) {
      assertBothWritersSayTheSame("GET", path, field);
      assertBothWritersSayTheSame("HEAD", path, field);
    }
  }

  /** What caches send by default, and what they send when they revalidate. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET %s HTTP/1.1|Host: x",
        "HEAD %s HTTP/1.1|Host: x",
        "GET %s HTTP/1.0",
        "GET %s HTTP/1.0|Host: x|Connection: close",
        "GET %s HTTP/1.1|Host: x|Connection: close",
        "GET %s?a=1&CMCD=bs HTTP/1.1|Host: x",
        "GET %s HTTP/1.1|Host: x|If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
        "GET %s HTTP/1.1|Host: x|If-None-Match: \"x\", \"y\"",
        "GET %s HTTP/1.1|Host: x|Range: bytes=0-|If-Range: \"x\"",
      })
  void everyFormThatCachesSendIsAnsweredWithoutAQueue(String form) throws IOException {
    byte[] bytes = Samples.bytes(5_000, 1);
    node.publish(edge, bytes);
    double before = plain();
    String method = form.substring(0, form.indexOf(' '));
    try (RawClient client = new RawClient(node)) {
      client.send(form.formatted(TestNode.path(edge)).replace("|", "\r\n") + "\r\n\r\n");
      RawClient.Answer answer = client.answer(method);
      assertThat(answer.head()).contains("HTTP/1.1 200 OK");
      assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? new byte[0] : bytes);
      assertThat(plain()).isEqualTo(before + 1);
      assertThat(answer.head().contains("Connection: close"))
          .isEqualTo(form.contains("close") || form.contains("/1.0"));
    }
  }

  @Test
  void theLastAnswerOfAConnectionIsSentToItsEndWhateverElseTheClientSends() throws IOException {
    byte[] bytes = Samples.bytes(12 << 20, 1);
    node.publish(edge, bytes);
    try (RawClient client = new RawClient(node)) {
      client.send(request("GET", TestNode.path(edge), "Connection: close"));
      await().until(() -> plain() == 1);
      client.send(request("GET", TestNode.path(edge)));
      assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
      assertThat(client.ended()).isTrue();
      // A reset would have come by now, and might have taken the end of the answer with it.
      for (int i = 0; i < 30; i++) {
        client.send("x".repeat(1_000));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/time", "/cmcd", "/time?x"})
  void theListenersOwnRoutesAreTheServlets(String path) {
    ask("GET", path);
    assertThat(plain()).isZero();
  }

  @Test
  void oneConnectionHasBothKindsInTurn() throws IOException {
    byte[] bytes = Samples.bytes(100_000, 1);
    byte[] old = Samples.bytes(50_000, 2);
    node.publish(edge, bytes);
    node.old(edge - 10, old);
    node.init(Samples.V0, Samples.bytes(700, 3));
    try (RawClient client = new RawClient(node)) {
      for (int i = 0; i < 3; i++) {
        client.send(request("GET", TestNode.path(edge)));
        assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
        client.send(request("GET", TestNode.path(edge), BY_JETTY));
        assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
        client.send(request("GET", TestNode.path(edge + 1_000)));
        assertThat(client.answer("GET").head()).contains("HTTP/1.1 404 Not Found");
        client.send(request("GET", TestNode.path(edge - 10)));
        assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(old));
        client.send(request("GET", "/acme/news/v0-init.mp4"));
        assertThat(client.answer("GET").body()).isEqualTo(Samples.bytes(700, 3));
      }
    }
  }

  @Test
  void requestsThatComeTogetherOrInPiecesAreAnsweredToo() throws IOException {
    byte[] bytes = Samples.bytes(5_000, 1);
    node.publish(edge, bytes);
    String request = request("GET", TestNode.path(edge));
    try (RawClient client = new RawClient(node)) {
      client.send(request + request + request);
      for (int i = 0; i < 3; i++) {
        assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
      }
      client.socket().setTcpNoDelay(true);
      for (char c : request.toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
    }
  }

  @Test
  void aHeldRequestGetsTheSameEitherWay() throws IOException {
    byte[] bytes = Samples.bytes(100_000, 1);
    String path = TestNode.path(edge + 1);
    try (RawClient plain = new RawClient(node).send(request("GET", path));
        RawClient servlet = new RawClient(node).send(request("GET", path, BY_JETTY))) {
      await().until(() -> node.held() == 2);
      node.clock.advance(1_234);
      node.publish(edge + 1, bytes);
      RawClient.Answer held = plain.answer("GET");
      RawClient.Answer expected = servlet.answer("GET");
      assertThat(held.head())
          .isEqualTo(expected.head())
          .anyMatch(line -> line.contains("ht=1234"))
          .contains("Origin-Live-Edge: " + (edge + 1));
      assertThat(held.body()).isEqualTo(expected.body()).isEqualTo(bytes);
      assertThat(plain()).isEqualTo(1);
      // The connection goes on.
      plain.send(request("GET", path));
      assertThat(plain.answer("GET").body()).isEqualTo(bytes);
    }
  }

  @Test
  void aHoldThatEndsWithoutASegmentIsExplainedTheSameEitherWay() throws IOException {
    String path = TestNode.path(edge + 1);
    try (RawClient plain = new RawClient(node).send(request("GET", path));
        RawClient servlet = new RawClient(node).send(request("GET", path, BY_JETTY))) {
      await().until(() -> node.held() == 2);
      node.clock.advance(6_000);
      RawClient.Answer answer = plain.answer("GET");
      assertThat(answer.head()).contains("HTTP/1.1 503 Service Unavailable");
      assertThat(answer.head()).isEqualTo(servlet.answer("GET").head());

      plain.send(request("GET", TestNode.path(edge + 4)));
      servlet.send(request("GET", TestNode.path(edge + 4), BY_JETTY));
      await().until(() -> node.held() == 2);
      node.edge.partitionLost(Partitions.of(Samples.V0, Samples.PARTITIONS));
      answer = plain.answer("GET");
      assertThat(answer.head()).contains("HTTP/1.1 503 Service Unavailable");
      assertThat(answer.body()).isEqualTo(servlet.answer("GET").body());
    }
  }

  /** Each was once lost now and then: see PlainEndPoint. */
  @Test
  void whatCannotBeReadIsAnsweredByJetty() {
    for (int i = 0; i < 50; i++) {
      try (RawClient client = new RawClient(node)) {
        client.send("GET /acme/news/v0-1.m4s HTTP/1.1\r\n\r\n");
        client.socket().shutdownOutput();
        assertThat(client.answer("GET").head()).contains("HTTP/1.1 400 Bad Request");
      } catch (IOException e) {
        throw new AssertionError("request " + i, e);
      }
    }
  }

  @Test
  void aSlowClientGetsItsBytesWhateverBecomesOfThemMeanwhile() throws IOException {
    byte[] bytes = Samples.bytes(12 << 20, 1);
    Candidate winner = node.publish(edge, bytes);
    try (RawClient client = new RawClient(node)) {
      client.send(request("GET", TestNode.path(edge)));
      await().until(() -> plain() == 1);
      node.accept(Samples.masked(TestNode.v0(edge), 2, winner));
      assertThat(ask("GET", TestNode.path(edge)).head()).contains("HTTP/1.1 410 Gone");
      for (int i = 1; i <= 30; i++) {
        node.publish(edge - i, Samples.bytes(12 << 20, i + 1));
      }
      assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
    }
  }

  @Test
  void allMemoryComesBack() {
    Candidate winner = node.publish(edge, Samples.bytes(100_000, 1));
    String path = TestNode.path(edge);
    for (String[] by : new String[][] {{}, {BY_JETTY}}) {
      ask("GET", path, by);
      ask("HEAD", path, by);
      ask("GET", path, with("Range: bytes=5-99", by));
      ask("GET", path, with("Range: bytes=0-1,900-901", by));
      ask("GET", path, with("Range: bytes=500000-", by));
      ask("GET", path, with("If-None-Match: *", by));
    }
    node.accept(Samples.masked(TestNode.v0(edge), 2, winner));
    await()
        .untilAsserted(
            () ->
                assertThat(node.meters.get("serving.cache.memory.bytes").gauge().value()).isZero());
  }

  @Test
  void aStopWaitsForWhatIsBeingSent() throws Exception {
    byte[] bytes = Samples.bytes(12 << 20, 1);
    node.publish(edge, bytes);
    try (RawClient client = new RawClient(node)) {
      client.send(request("GET", TestNode.path(edge)));
      await().until(() -> plain() == 1);
      Thread stop = new Thread(node.server::close);
      stop.start();
      assertThat(client.answer("GET").digest()).isEqualTo(RawClient.digest(bytes));
      stop.join();
    }
  }

  @Test
  void theSecretOfTheCdnIsAskedForHereToo() {
    try (TestNode guarded =
        wire.node(config -> config.withCdnSecrets(new CdnSecrets(List.of(SECRET))))) {
      String path = TestNode.path(guarded.liveEdge());
      guarded.publish(guarded.liveEdge(), Samples.bytes(1_000, 1));
      String field = CdnSecrets.HEADER + ": ";
      assertThat(RawClient.ask(guarded, "GET", path, field + SECRET).head())
          .contains("HTTP/1.1 200 OK");
      assertThat(RawClient.ask(guarded, "GET", path, field + "x").head())
          .contains("HTTP/1.1 403 Forbidden");
      assertThat(RawClient.ask(guarded, "GET", path).head()).contains("HTTP/1.1 403 Forbidden");
    }
  }
}
