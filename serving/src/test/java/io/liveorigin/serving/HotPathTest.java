package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.notification.Notification;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.selector.Readiness;
import io.liveorigin.serving.access.CdnSecrets;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
  private record Raw(List<String> head, byte[] body) {
    /** Of large bodies, which nobody wants to see printed. */
    String digest() {
      return body.length + " bytes, " + Digest.of(body);
    }
  }

  private static Raw ask(TestNode of, String method, long number, String... fields) {
    return ask(of, method, TestNode.path(number), fields);
  }

  private static Raw ask(TestNode of, String method, String path, String... fields) {
    try (Socket socket = connect(of)) {
      send(socket, request(method, path, fields));
      return raw(socket.getInputStream(), method);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Socket connect(TestNode to) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String request(String method, long number, String... fields) {
    return request(method, TestNode.path(number), fields);
  }

  private static String request(String method, String path, String... fields) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: origin\r\n"
        + String.join("", Arrays.stream(fields).map(f -> f + "\r\n").toList())
        + "\r\n";
  }

  /** One answer of a connection that stays open. */
  private static Raw raw(InputStream in, String method) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("after " + text);
      }
      text.append((char) next);
    }
    List<String> lines = text.toString().lines().filter(line -> !line.isEmpty()).toList();
    boolean without = method.equals("HEAD") || lines.get(0).contains(" 304 ");
    int length =
        without
            ? 0
            : lines.stream()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
    List<String> head = lines.stream().filter(line -> !line.startsWith("Date: ")).sorted().toList();
    return new Raw(head, in.readNBytes(length));
  }

  private double hot() {
    return node.meters.get("serving.hot.answers").counter().count();
  }

  private Raw hot(String method, long number, String... fields) {
    return hot(method, TestNode.path(number), fields);
  }

  private Raw hot(String method, String path, String... fields) {
    double before = hot();
    Raw answer = ask(node, method, path, fields);
    assertThat(hot()).as("answered in front of the servlet").isEqualTo(before + 1);
    return answer;
  }

  private Raw slow(String method, long number, String... fields) {
    return slow(method, TestNode.path(number), fields);
  }

  private Raw slow(String method, String path, String... fields) {
    double before = hot();
    String[] all = Arrays.copyOf(fields, fields.length + 1);
    all[fields.length] = SLOW;
    Raw answer = ask(node, method, path, all);
    assertThat(hot()).as("answered by the servlet").isEqualTo(before);
    return answer;
  }

  private void assertAlike(String method, long number, String... fields) {
    assertAlike(method, TestNode.path(number), fields);
  }

  private void assertAlike(String method, String path, String... fields) {
    // The first makes what the second has ready.
    for (int i = 0; i < 2; i++) {
      Raw hot = hot(method, path, fields);
      Raw slow = slow(method, path, fields);
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
    assertThat(hot()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/x",
        "/acme/news",
        "/acme/news/",
        "/acme/other/v0-1.m4s",
        "/acme/news/v9-1.m4s",
        "/acme/news/v0.mp4x",
        "/acme/news/index.m3u8",
        "/acme/news/v0-1.m4s",
        "/acme/news/v0-99999999999.m4s",
        "/acme/news/v0-999999999999999999999.m4s"
      })
  void aRefusalThatNeedsNoStore(String path) {
    assertAlike("GET", path);
    assertAlike("HEAD", path);
    node.index.readiness = Readiness.not("restoring");
    assertAlike("GET", path);
    node.controlCaughtUp = false;
    assertAlike("GET", path);
  }

  @Test
  void whatIsInForceIsSaidWithARefusalToo() {
    Notification score =
        Notification.announced(Samples.V0.event(), "score", "1:0", 0, Optional.empty());
    node.control.apply(
        ControlKey.notification(score).toString(), Optional.of(ControlJson.write(score)));
    assertAlike("GET", TestNode.path(node.liveEdge() + 1_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/time", "/cmcd", "/acme/news/manifest.mpd", "/acme/news/v0-init.mp4"})
  void routesAndWhatMayExistAreTheServlets(String path) {
    double before = hot();
    ask(node, "GET", path);
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
  void oneConnectionHasBothKindsInTurn() throws IOException {
    long number = node.liveEdge();
    byte[] bytes = Samples.bytes(100_000, 1);
    node.publish(number, bytes);
    try (Socket socket = connect(node)) {
      for (int i = 0; i < 3; i++) {
        double before = hot();
        send(socket, request("GET", number));
        assertThat(raw(socket.getInputStream(), "GET").digest())
            .isEqualTo(new Raw(List.of(), bytes).digest());
        assertThat(hot()).isEqualTo(before + 1);
        send(socket, request("GET", number, SLOW));
        assertThat(raw(socket.getInputStream(), "GET").digest())
            .isEqualTo(new Raw(List.of(), bytes).digest());
        send(socket, request("GET", number + 1_000));
        assertThat(raw(socket.getInputStream(), "GET").head()).contains("HTTP/1.1 404 Not Found");
        assertThat(hot()).isEqualTo(before + 2);
      }
    }
  }

  @Test
  void requestsThatComeTogetherOrInPiecesAreAnsweredToo() throws IOException {
    long number = node.liveEdge();
    byte[] bytes = Samples.bytes(5_000, 1);
    node.publish(number, bytes);
    String request = request("GET", number);
    try (Socket socket = connect(node)) {
      send(socket, request + request + request);
      for (int i = 0; i < 3; i++) {
        assertThat(raw(socket.getInputStream(), "GET").digest())
            .isEqualTo(new Raw(List.of(), bytes).digest());
      }
      socket.setTcpNoDelay(true);
      for (char c : request.toCharArray()) {
        send(socket, String.valueOf(c));
      }
      assertThat(raw(socket.getInputStream(), "GET").digest())
          .isEqualTo(new Raw(List.of(), bytes).digest());
    }
  }

  @Test
  void aHeldRequestGetsTheSameEitherWay() throws IOException {
    long next = node.liveEdge() + 1;
    byte[] bytes = Samples.bytes(100_000, 1);
    try (Socket fast = connect(node);
        Socket servlet = connect(node)) {
      send(fast, request("GET", next));
      send(servlet, request("GET", next, "CMCD-Session: sid=\"x\""));
      await().until(() -> node.held() == 2);
      node.clock.advance(1_234);
      double before = hot();
      node.publish(next, bytes);
      Raw held = raw(fast.getInputStream(), "GET");
      assertThat(hot()).isEqualTo(before + 1);
      Raw expected = raw(servlet.getInputStream(), "GET");
      assertThat(held.head()).isEqualTo(expected.head());
      assertThat(held.head()).anyMatch(line -> line.contains("ht=1234"));
      assertThat(held.body()).isEqualTo(expected.body()).isEqualTo(bytes);
      // The connection goes on.
      send(fast, request("GET", next));
      assertThat(raw(fast.getInputStream(), "GET").body()).isEqualTo(bytes);
    }
  }

  @Test
  void aHoldThatEndsWithoutASegmentIsExplainedTheSameEitherWay() throws IOException {
    long next = node.liveEdge() + 1;
    try (Socket fast = connect(node);
        Socket servlet = connect(node)) {
      send(fast, request("GET", next));
      send(servlet, request("GET", next, "CMCD-Session: sid=\"x\""));
      await().until(() -> node.held() == 2);
      node.clock.advance(6_000);
      Raw answer = raw(fast.getInputStream(), "GET");
      assertThat(answer.head()).contains("HTTP/1.1 503 Service Unavailable");
      Raw expected = raw(servlet.getInputStream(), "GET");
      assertThat(answer.head()).isEqualTo(expected.head());
      assertThat(answer.body()).isEqualTo(expected.body());
      assertThat(node.held()).isZero();
    }
  }

  @Test
  void aNodeThatCannotSayAnyMoreSaysThatToThoseWhoWait() throws IOException {
    long next = node.liveEdge() + 1;
    try (Socket fast = connect(node);
        Socket servlet = connect(node)) {
      send(fast, request("GET", next));
      send(servlet, request("GET", next, "CMCD-Session: sid=\"x\""));
      await().until(() -> node.held() == 2);
      node.edge.partitionLost(Topics.partition(Samples.V0, Samples.PARTITIONS));
      Raw answer = raw(fast.getInputStream(), "GET");
      assertThat(answer.head()).contains("HTTP/1.1 503 Service Unavailable");
      Raw expected = raw(servlet.getInputStream(), "GET");
      assertThat(answer.head()).isEqualTo(expected.head());
      assertThat(answer.body()).isEqualTo(expected.body());
    }
  }

  /** Each was once lost now and then: see HotEndPoint. */
  @Test
  void whatCannotBeReadIsAnsweredByJetty() {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = connect(node)) {
        send(socket, "GET /acme/news/v0-1.m4s HTTP/1.1\r\n\r\n");
        socket.shutdownOutput();
        assertThat(raw(socket.getInputStream(), "GET").head()).contains("HTTP/1.1 400 Bad Request");
      } catch (IOException e) {
        throw new AssertionError("request " + i, e);
      }
    }
  }

  @Test
  void aSlowClientGetsItsBytesWhateverBecomesOfThemMeanwhile() throws IOException {
    long number = node.liveEdge();
    byte[] bytes = Samples.bytes(12 << 20, 1);
    Candidate winner = node.publish(number, bytes);
    try (Socket socket = connect(node)) {
      send(socket, request("GET", number));
      await().until(() -> hot() == 1);
      node.accept(Samples.masked(TestNode.v0(number), 2, winner));
      assertThat(ask(node, "GET", number).head()).contains("HTTP/1.1 410 Gone");
      for (int i = 1; i <= 30; i++) {
        node.publish(number - i, Samples.bytes(12 << 20, i + 1));
      }
      assertThat(raw(socket.getInputStream(), "GET").digest())
          .isEqualTo(new Raw(List.of(), bytes).digest());
    }
  }

  @Test
  void allMemoryComesBack() {
    long number = node.liveEdge();
    Candidate winner = node.publish(number, Samples.bytes(100_000, 1));
    hot("GET", number);
    hot("GET", number, "Range: bytes=5-99");
    hot("HEAD", number);
    slow("GET", number);
    slow("GET", number, "Range: bytes=0-1,900-901");
    node.accept(Samples.masked(TestNode.v0(number), 2, winner));
    await()
        .untilAsserted(
            () ->
                assertThat(node.meters.get("serving.cache.memory.bytes").gauge().value()).isZero());
  }

  @Test
  void aStopWaitsForWhatIsBeingSent() throws Exception {
    long number = node.liveEdge();
    byte[] bytes = Samples.bytes(12 << 20, 1);
    node.publish(number, bytes);
    try (Socket socket = connect(node)) {
      send(socket, request("GET", number));
      await().until(() -> hot() == 1);
      Thread stop = new Thread(node.server::close);
      stop.start();
      assertThat(raw(socket.getInputStream(), "GET").digest())
          .isEqualTo(new Raw(List.of(), bytes).digest());
      stop.join();
    }
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
