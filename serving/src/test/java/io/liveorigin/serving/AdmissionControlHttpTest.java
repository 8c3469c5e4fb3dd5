package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.support.RawClient;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Older segments are refused so that the live edge is served. */
class AdmissionControlHttpTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final int MIB = 1 << 20;
  private static final int SMALL = 1_000;
  private static final int ASKED = 700;

  /** Two are answered and 512 wait; each of the listener's 64 threads may let in one more. */
  private static final long REFUSED = ASKED - 2 - 512 - 64;

  /** One read at a time for DVR, and one more for each edge. */
  private final TestNode node =
      new TestNode(
          config ->
              config.withAdmission(config.admission().withReads(1, 1).withBytesInFlight(16 * MIB)));

  private long dvr(int behind) {
    return node.liveEdge() - 18 - behind;
  }

  private String old(long number) {
    node.old(number, Samples.bytes(SMALL, number));
    return TestNode.path(number);
  }

  private void awaitReads(int reads) {
    await().atMost(PATIENT).until(() -> node.reads.get() == reads);
  }

  private static void assertRefused(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=5");
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.headers().firstValue("CMSD-Dynamic")).contains("\"live-origin\";rd=0;du");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"overloaded\"");
  }

  @Test
  void whoIsFarBehindIsAnsweredByThreadsOfTheLowestPriority() {
    try (node) {
      List<Integer> priorities = new CopyOnWriteArrayList<>();
      node.index.afterLook = () -> priorities.add(Thread.currentThread().getPriority());

      assertThat(node.get(old(dvr(0))).statusCode()).isEqualTo(200);
      assertThat(node.get(old(node.liveEdge() - 1)).statusCode()).isEqualTo(200);

      assertThat(priorities).containsExactly(Thread.MIN_PRIORITY, Thread.NORM_PRIORITY);
    }
  }

  @Test
  void whoWouldWaitTooLongForThemIsRefused() {
    try (node) {
      String path = old(dvr(0));
      assertThat(node.get(path).statusCode()).isEqualTo(200);
      CountDownLatch free = new CountDownLatch(1);
      node.index.afterLook = () -> awaitQuietly(free);
      List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
      for (int i = 0; i < ASKED; i++) {
        waiting.add(node.getAsync(path));
      }
      await()
          .atMost(PATIENT)
          .until(() -> waiting.stream().filter(CompletableFuture::isDone).count() >= REFUSED);
      free.countDown();

      List<HttpResponse<byte[]>> answers = waiting.stream().map(CompletableFuture::join).toList();
      assertThat(answers.stream().filter(a -> a.statusCode() == 200).count())
          .as("those who waited")
          .isBetween(512L, ASKED - REFUSED);
      answers.stream()
          .filter(a -> a.statusCode() != 200)
          .forEach(AdmissionControlHttpTest::assertRefused);
    }
  }

  @Test
  void whatIsReadBackForAnEdgeDoesNotWaitBehindDvr() {
    try (node) {
      String path = old(dvr(0));
      assertThat(node.get(path).statusCode()).isEqualTo(200);
      String near = old(node.liveEdge() - 4);
      CountDownLatch free = new CountDownLatch(1);
      AtomicInteger kept = new AtomicInteger();
      node.index.afterLook =
          () -> {
            if (Thread.currentThread().getPriority() == Thread.MIN_PRIORITY) {
              kept.incrementAndGet();
              awaitQuietly(free);
            }
          };
      List<CompletableFuture<HttpResponse<byte[]>>> dvr = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        dvr.add(node.getAsync(path));
      }
      await().atMost(PATIENT).until(() -> kept.get() == 2);

      node.readsHang = true;
      CompletableFuture<HttpResponse<byte[]>> edge = node.getAsync(near);
      await().atMost(PATIENT).until(() -> !node.hangingReads.isEmpty());
      node.hangingReads.remove().run();
      assertThat(edge.orTimeout(PATIENT.toSeconds(), TimeUnit.SECONDS).join().statusCode())
          .isEqualTo(200);
      assertThat(dvr).noneMatch(CompletableFuture::isDone);

      free.countDown();
      dvr.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void dvrBeyondTheLimitOfReadsIsRefusedForFiveSecondsAndTheLiveEdgeIsNot() {
    try (node) {
      node.readsHang = true;
      byte[] live = Samples.bytes(SMALL, 1);
      node.publish(node.liveEdge(), live);
      CompletableFuture<HttpResponse<byte[]>> first = node.getAsync(old(dvr(0)));
      awaitReads(1);

      assertRefused(node.get(old(dvr(1))));
      assertThat(node.reads).hasValue(1);
      assertThat(node.get(TestNode.path(node.liveEdge())).body()).isEqualTo(live);
      CompletableFuture<HttpResponse<byte[]>> held =
          node.getAsync(TestNode.path(node.liveEdge() + 1));
      await().atMost(PATIENT).until(() -> node.held() == 1);
      node.publish(node.liveEdge() + 1, live);
      assertThat(held.join().statusCode()).isEqualTo(200);

      node.hangingReads.remove().run();
      assertThat(first.join().body()).isEqualTo(Samples.bytes(SMALL, dvr(0)));
      node.readsHang = false;
      assertThat(node.get(old(dvr(1))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theNearEdgeIsReadBackBesideDvrThatFillsTheLimit() {
    try (node) {
      node.readsHang = true;
      CompletableFuture<HttpResponse<byte[]>> dvr = node.getAsync(old(dvr(0)));
      awaitReads(1);

      CompletableFuture<HttpResponse<byte[]>> near = node.getAsync(old(node.liveEdge() - 8));
      awaitReads(2);

      node.hangingReads.forEach(Runnable::run);
      assertThat(near.join().statusCode()).isEqualTo(200);
      assertThat(dvr.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anEdgeThatIsBeyondItsShareIsRefusedAndNoCacheKeepsThat() {
    try (node) {
      node.readsHang = true;
      CompletableFuture<HttpResponse<byte[]>> first = node.getAsync(old(node.liveEdge() - 8));
      awaitReads(1);

      HttpResponse<byte[]> second = node.get(old(node.liveEdge() - 9));

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Cache-Control")).contains("no-store");
      node.hangingReads.forEach(Runnable::run);
      assertThat(first.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoNeedsNoBytesNeedsNoLeave() {
    try (node) {
      node.readsHang = true;
      CompletableFuture<HttpResponse<byte[]>> first = node.getAsync(old(dvr(0)));
      awaitReads(1);
      Candidate other = node.old(dvr(1), Samples.bytes(SMALL, 5));
      String path = TestNode.path(dvr(1));

      assertThat(node.head(path).statusCode()).isEqualTo(200);
      assertThat(node.get(path, "If-None-Match", "\"" + other.digest().hex() + "\"").statusCode())
          .isEqualTo(304);

      node.hangingReads.forEach(Runnable::run);
      assertThat(first.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void slowReadersOfOldSegmentsKeepOutOthersUntilTheyGoAndNoStoreIsAsked() throws IOException {
    try (node) {
      node.old(dvr(0), Samples.bytes(16 * MIB, 1));
      String next = old(dvr(1));
      try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), node.server.port())) {
        slow.getOutputStream()
            .write(
                ("GET " + TestNode.path(dvr(0)) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        await().atMost(PATIENT).until(() -> bytesInFlight() == 16 * MIB);
        int lookups = node.index.lookups.get();

        assertRefused(node.get(next));
        assertThat(node.index.lookups).hasValue(lookups);
        byte[] live = Samples.bytes(SMALL, 3);
        node.publish(node.liveEdge(), live);
        assertThat(node.get(TestNode.path(node.liveEdge())).body()).isEqualTo(live);
      }
      await().atMost(PATIENT).until(() -> bytesInFlight() == 0);
      assertThat(node.get(next).statusCode()).isEqualTo(200);
      await().atMost(PATIENT).until(() -> bytesInFlight() == 0);
    }
  }

  /** Nobody's form of a request makes him wait for others where memory has the answer. */
  @Test
  void whatIsInMemoryIsAnsweredWhateverTheLoadAndTheForm() throws IOException {
    try (node) {
      node.old(dvr(0), Samples.bytes(16 * MIB, 1));
      byte[] bytes = Samples.bytes(SMALL, 2);
      node.publish(dvr(1), bytes);
      String path = TestNode.path(dvr(1));
      try (RawClient slow = new RawClient(node)) {
        slow.send(RawClient.request("GET", TestNode.path(dvr(0))));
        await().atMost(PATIENT).until(() -> bytesInFlight() == 16 * MIB);
        assertRefused(node.get(old(dvr(2))));

        for (String form :
            List.of(
                "GET %s HTTP/1.1|Host: x",
                "GET %s HTTP/1.0",
                "GET %s HTTP/1.0|Host: x|Connection: keep-alive",
                "GET %s HTTP/1.1|Host: x|Connection: close",
                "GET %s?a=1 HTTP/1.1|Host: x",
                "GET %s?a=%%22\"%%20 HTTP/1.1|Host: x",
                "GET %s HTTP/1.1|Host: x|CMCD-Request: bs",
                "GET %s HTTP/1.1|Host: x|Expect: 100-continue",
                "GET %s HTTP/1.1|Host: x|If-Match: *",
                "GET %s HTTP/1.1|Host: x|If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT")) {
          try (RawClient client = new RawClient(node)) {
            client.send(form.formatted(path).replace("|", "\r\n") + "\r\n\r\n");
            RawClient.Answer answer = client.answer("GET");
            assertThat(answer.head()).as(form).contains("HTTP/1.1 200 OK");
            assertThat(answer.body()).as(form).isEqualTo(bytes);
          }
        }
      }
    }
  }

  private double bytesInFlight() {
    return node.meters.get("serving.admission.bytes").gauge().value();
  }
}
