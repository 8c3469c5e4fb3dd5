package io.liveorigin.serving;

import static io.liveorigin.serving.ServingHttpTest.assertRefused;
import static io.liveorigin.serving.ServingHttpTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.serving.segment.HoldSettings;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Held requests, over real HTTP. */
class HoldTest {
  private static final HoldSettings STANDARD = HoldSettings.standard();

  private static List<CompletableFuture<HttpResponse<byte[]>>> ask(
      TestNode node, long number, int times) {
    return IntStream.range(0, times).mapToObj(i -> node.getAsync(TestNode.path(number))).toList();
  }

  private static void awaitHeld(TestNode node, int count) {
    await().until(() -> node.held() == count);
  }

  @Test
  void aHundredRequestsForTheNextSegmentGetItOnAcceptanceWithOneQuery() {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      byte[] bytes = Samples.bytes(300_000, 1);
      List<CompletableFuture<HttpResponse<byte[]>>> held = ask(node, next, 100);
      awaitHeld(node, 100);
      assertThat(node.index.lookups).hasValue(1);
      assertThat(held).noneMatch(CompletableFuture::isDone);

      node.clock.advance(250);
      long accepted = System.nanoTime();
      node.publish(next, bytes);

      for (CompletableFuture<HttpResponse<byte[]>> answer : held) {
        HttpResponse<byte[]> response = answer.join();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(bytes);
        assertThat(header(response, "Cache-Control")).contains("immutable");
        assertThat(header(response, "Server-Timing")).isEqualTo("hold;dur=250");
        assertThat(header(response, "CMSD-Static")).endsWith(", ht=250");
        assertThat(header(response, "CMSD-Dynamic")).isEqualTo("\"live-origin\";rd=250");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - accepted))
          .as("released by the decision, not by polling or a deadline")
          .isLessThan(STANDARD.longest().dividedBy(2));
      assertThat(node.index.lookups).hasValue(1);
      assertThat(node.reads).hasValue(0);
      awaitHeld(node, 0);
    }
  }

  @Test
  void aDueSegmentIsHeldUntilItIsDecided() {
    try (TestNode node = new TestNode()) {
      long edge = node.liveEdge();
      node.clock.set(node.schedule().due(edge) + 10);
      CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(edge));
      awaitHeld(node, 1);

      node.publish(edge, Samples.bytes(10, 1), Samples.dropped(3));

      assertThat(held.join().statusCode()).isEqualTo(200);
      assertThat(header(held.join(), "Segment-Defects")).startsWith("dropped-video-frames");
    }
  }

  /** Nobody published it: whoever waits is told that, and gets no 503 before. */
  @Test
  void aRequestIsHeldUntilItIsDecidedThatTheSegmentIsMissing() {
    try (TestNode node = new TestNode()) {
      // Of this one nothing can be made.
      node.init(Samples.V0, Samples.bytes(300, 1));
      long edge = node.liveEdge();
      node.clock.set(node.schedule().decided(edge) + STANDARD.margin().toMillis() + 10);
      CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(edge));
      awaitHeld(node, 1);

      node.accept(Samples.missing(TestNode.v0(edge)));

      assertRefused(held.join(), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
      assertRefused(node.get(TestNode.path(edge)), ErrorCode.NEVER_PUBLISHED, "public, max-age=2");
      assertThat(node.index.lookups.get() - node.index.initLookups.get()).isEqualTo(1);
      assertThat(node.index.initLookups).hasValue(1);

      byte[] late = Samples.bytes(10, 1);
      Candidate copy = node.pass(edge, "a", late);
      node.accept(Samples.decision(TestNode.v0(edge), 2, copy));
      assertThat(node.get(TestNode.path(edge)).body()).isEqualTo(late);
    }
  }

  @Test
  void aHeadIsHeldToo() {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      CompletableFuture<HttpResponse<byte[]>> held =
          CompletableFuture.supplyAsync(() -> node.head(TestNode.path(next)));
      awaitHeld(node, 1);
      node.publish(next, Samples.bytes(10, 1));

      assertThat(held.join().statusCode()).isEqualTo(200);
      assertThat(header(held.join(), "Content-Length")).isEqualTo("10");
    }
  }

  @Test
  void aSegmentThatIsAlreadyDecidedIsNotHeld() {
    try (TestNode node = new TestNode()) {
      long edge = node.liveEdge();
      node.old(edge, Samples.bytes(10, 1));

      HttpResponse<byte[]> answer = node.get(TestNode.path(edge));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Server-Timing")).isEmpty();
      assertThat(node.held()).isZero();
    }
  }

  @Test
  void aDecisionBetweenTheLookAndTheWaitIsNotMissed() {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      byte[] bytes = Samples.bytes(10, 1);
      // The store was looked into and knew nothing; before the look returns, all has happened.
      node.index.afterLook = () -> node.publish(next, bytes);

      HttpResponse<byte[]> answer = node.get(TestNode.path(next));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(bytes);
      assertThat(node.index.lookups).hasValue(1);
    }
  }

  @Test
  void theDeadlineIsWhatTheScheduleSays() {
    try (TestNode node = new TestNode()) {
      long edge = node.liveEdge();
      node.clock.set(node.schedule().due(edge));
      CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(edge));
      awaitHeld(node, 1);

      long missing = Samples.news().missing(TestNode.v0(edge));
      assertThat(missing).isEqualTo(node.schedule().decided(edge) + 1_000);
      node.clock.set(missing + STANDARD.margin().toMillis() - 1);
      await().during(Duration.ofMillis(100)).until(() -> !held.isDone());
      node.clock.advance(1);

      assertRefused(held.join(), ErrorCode.NOT_READY, "no-store");
      assertThat(node.held()).isZero();
    }
  }

  @Test
  void aHoldThatEndsBeforeTheSegmentIsDueIsTooEarly() {
    HoldSettings brief =
        new HoldSettings(Duration.ofMillis(200), Duration.ofMillis(500), 10, 10, 10);
    try (TestNode node = new TestNode(config -> config.withHold(brief))) {
      long next = node.liveEdge() + 1;
      node.clock.set(node.schedule().due(next) - 1000);
      CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(next));
      awaitHeld(node, 1);
      node.clock.advance(200);

      assertRefused(held.join(), ErrorCode.NOT_YET, "no-store");
      assertThat(header(held.join(), "Origin-Available-At"))
          .isEqualTo(Long.toString(node.schedule().due(next)));
    }
  }

  @Test
  void clientsThatGoAwayLeakNothing() throws IOException {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket("127.0.0.1", node.server.port());
        socket
            .getOutputStream()
            .write(
                ("GET " + TestNode.path(next) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        clients.add(socket);
      }
      awaitHeld(node, 40);
      for (Socket socket : clients.subList(0, 20)) {
        // A reset, as from a client that was killed.
        socket.setSoLinger(true, 0);
        socket.close();
      }
      for (Socket socket : clients.subList(20, 40)) {
        socket.close();
      }

      // Whoever stays is served all the same, though every dead client is due 2 MB as well.
      CompletableFuture<HttpResponse<byte[]>> alive = node.getAsync(TestNode.path(next));
      awaitHeld(node, 41);
      node.publish(next, Samples.bytes(2_000_000, 1));

      assertThat(alive.join().statusCode()).isEqualTo(200);
      awaitHeld(node, 0);
      assertThat(node.get(TestNode.path(next)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clientsThatGoAwayAreForgottenAtTheDeadline() throws IOException {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      try (Socket socket = new Socket("127.0.0.1", node.server.port())) {
        socket
            .getOutputStream()
            .write(
                ("GET " + TestNode.path(next) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        awaitHeld(node, 1);
      }
      node.clock.set(Samples.news().missing(TestNode.v0(next)) + STANDARD.margin().toMillis());
      awaitHeld(node, 0);
    }
  }

  @Test
  void clientsThatDoNotReadDelayNobody() throws IOException {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      byte[] bytes = Samples.bytes(8_000_000, 1);
      List<Socket> deaf = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", node.server.port()));
        socket
            .getOutputStream()
            .write(
                ("GET " + TestNode.path(next) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        deaf.add(socket);
      }
      awaitHeld(node, 80);
      CompletableFuture<HttpResponse<byte[]>> reader = node.getAsync(TestNode.path(next));
      awaitHeld(node, 81);

      node.publish(next, bytes);

      // More deaf clients than threads of any pool: none of them may hold one.
      assertThat(reader.join().body()).isEqualTo(bytes);
      assertThat(node.get(TestNode.path(next)).statusCode()).isEqualTo(200);
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }

  @Test
  void capsRefuseWithRetryAfter() {
    for (HoldSettings settings :
        List.of(
            new HoldSettings(Duration.ofSeconds(10), Duration.ZERO, 3, 100, 100),
            new HoldSettings(Duration.ofSeconds(10), Duration.ZERO, 100, 3, 100),
            new HoldSettings(Duration.ofSeconds(10), Duration.ZERO, 100, 100, 3))) {
      try (TestNode node = new TestNode(config -> config.withHold(settings))) {
        long next = node.liveEdge() + 1;
        List<CompletableFuture<HttpResponse<byte[]>>> held = ask(node, next, 3);
        awaitHeld(node, 3);

        HttpResponse<byte[]> refused = node.get(TestNode.path(next));

        assertRefused(refused, ErrorCode.OVERLOADED, "no-store");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(node.held()).isEqualTo(3);
        node.publish(next, Samples.bytes(10, 1));
        held.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        awaitHeld(node, 0);
      }
    }
  }

  @Test
  void aLostPartitionReleasesItsTracks() {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      int lost = Partitions.of(Samples.V0, Samples.PARTITIONS);
      CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(next));
      awaitHeld(node, 1);

      node.edge.partitionLost((lost + 1) % Samples.PARTITIONS);
      await().during(Duration.ofMillis(100)).until(() -> !held.isDone());
      node.edge.partitionLost(lost);

      assertRefused(held.join(), ErrorCode.NOT_READY, "no-store");
      assertThat(node.held()).isZero();
    }
  }

  @Test
  void aStopAnswersWhatIsHeld() {
    TestNode node = new TestNode();
    List<CompletableFuture<HttpResponse<byte[]>>> held = ask(node, node.liveEdge() + 1, 50);
    awaitHeld(node, 50);

    node.close();

    held.forEach(answer -> assertRefused(answer.join(), ErrorCode.NOT_READY, "no-store"));
  }

  @Test
  void packagersAheadOfTheClockMoveTheEdge() {
    try (TestNode node = new TestNode()) {
      long edge = node.liveEdge();
      node.publish(edge + 2, Samples.bytes(10, 1));

      HttpResponse<byte[]> ahead = node.get(TestNode.path(edge + 2));
      assertThat(ahead.statusCode()).isEqualTo(200);
      assertThat(header(ahead, "Origin-Live-Edge")).isEqualTo(Long.toString(edge + 2));

      CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(edge + 3));
      awaitHeld(node, 1);
      node.publish(edge + 3, Samples.bytes(10, 2));
      assertThat(held.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoWasHeldIsToldALiveEdgeThatIsNotBelowHisSegment() {
    try (TestNode node = new TestNode()) {
      long next = node.liveEdge() + 1;
      CompletableFuture<HttpResponse<byte[]>> held = node.getAsync(TestNode.path(next));
      awaitHeld(node, 1);
      node.publish(next, Samples.bytes(10, 1));

      assertThat(header(held.join(), "Origin-Live-Edge")).isEqualTo(Long.toString(next));
      // Nor where only the index knew that it was decided ahead of time.
      node.old(next + 1, Samples.bytes(10, 2));
      assertThat(header(node.get(TestNode.path(next + 1)), "Origin-Live-Edge"))
          .isEqualTo(Long.toString(next + 1));
    }
  }

  @Test
  void withoutHoldsTheLiveEdgeIsNotFoundUntilItIsDecided() {
    try (TestNode node = new TestNode(config -> config.withHold(HoldSettings.off()))) {
      long next = node.liveEdge() + 1;
      assertRefused(node.get(TestNode.path(next)), ErrorCode.NOT_YET, "no-store");
      node.clock.set(node.schedule().due(next) + 10);
      HttpResponse<byte[]> due = node.get(TestNode.path(next));
      assertRefused(due, ErrorCode.NOT_YET, "no-store");
      assertThat(header(due, "Origin-Available-At"))
          .isEqualTo(Long.toString(node.schedule().due(next)));

      node.publish(next, Samples.bytes(10, 1));

      assertThat(node.get(TestNode.path(next)).statusCode()).isEqualTo(200);
    }
  }
}
