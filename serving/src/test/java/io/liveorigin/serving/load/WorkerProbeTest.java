package io.liveorigin.serving.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerProbeTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @Test
  void hangingWorkersAreLateBeforeTheyComeToTheTask() {
    ExecutorService worker = Executors.newSingleThreadExecutor();
    AtomicLong last = new AtomicLong(-1);
    AtomicInteger measured = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (WorkerProbe probe =
        WorkerProbe.start(
            worker,
            (lag, now) -> {
              last.set(lag);
              measured.incrementAndGet();
            })) {
      await().atMost(PATIENT).until(() -> measured.get() > 3);
      worker.execute(
          () -> {
            try {
              go.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      await().atMost(PATIENT).until(() -> last.get() > Duration.ofMillis(300).toNanos());
      go.countDown();
      await().atMost(PATIENT).until(() -> last.get() < Duration.ofMillis(200).toNanos());
    } finally {
      worker.shutdownNow();
    }
    assertThat(last.get()).isNotNegative();
  }
}
