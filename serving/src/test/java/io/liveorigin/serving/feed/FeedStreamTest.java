package io.liveorigin.serving.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.serving.support.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream accepts decisions while it writes. */
class FeedStreamTest {
  private final ExecutorService writes =
      Executors.newSingleThreadExecutor(NamedThreadFactory.of("writes"));
  private final CountDownLatch serialises = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final FeedClient client =
      new FeedClient() {
        @Override
        public void begin() {}

        @Override
        public void write(ByteBuffer bytes, Callback callback) {
          written.add(StandardCharsets.UTF_8.decode(bytes).toString());
          callback.succeeded();
        }

        @Override
        public void complete() {}

        @Override
        public void cut() {}
      };
  private final FeedStream stream =
      new FeedStream(
          client,
          new FeedClient.Request("page", false, FeedClient.Request.ALL, () -> true),
          writes,
          () -> {},
          this::json);

  @AfterEach
  void close() {
    goOn.countDown();
    writes.shutdownNow();
  }

  private byte[] json(Decision decision) {
    serialises.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DecisionJson.write(decision);
  }

  private static FeedEntry entry(long number) {
    SegmentAddress address = new SegmentAddress(Samples.V0, number);
    Decision decision =
        Samples.decision(address, 1, Samples.candidate(address, "a", Samples.bytes(3, number), 1));
    return new FeedEntry(decision, 0, number);
  }

  private static long decisions(String text) {
    return text.lines().filter("event: decision"::equals).count();
  }

  @Test
  void decisionsAreQueuedWhileOthersAreWrittenAsText() throws InterruptedException {
    stream.offer(entry(0));
    serialises.await();

    CompletableFuture<Void> offers =
        CompletableFuture.runAsync(
            () -> {
              for (int number = 1; number <= 100; number++) {
                stream.offer(entry(number));
              }
            });
    await().until(offers::isDone);
    goOn.countDown();

    await().until(() -> written.size() == 5);
    assertThat(written.stream().map(FeedStreamTest::decisions))
        .as("decisions of each write")
        .containsExactly(1L, 32L, 32L, 32L, 4L);
    assertThat(written.get(4)).contains("id: 0/0:100\n");
  }
}
