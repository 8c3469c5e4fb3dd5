package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.ingest.upload.Admission.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  /** Invariant: however many threads, never more than the capacity is held, and all comes back. */
  @Test
  void theCapacityHoldsUnderContention() throws Exception {
    int capacity = 1000;
    Admission admission = new Admission(capacity, Duration.ZERO);
    AtomicLong most = new AtomicLong();
    Callable<Integer> work =
        () -> {
          int refused = 0;
          for (int i = 0; i < 2000; i++) {
            try (Admission.Reservation reservation = admission.open()) {
              reservation.grow(300);
              reservation.grow(100);
              most.accumulateAndGet(admission.heldBytes(), Math::max);
            } catch (OriginException full) {
              refused++;
            }
          }
          return refused;
        };
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        done.add(pool.submit(work));
      }
      int refused = 0;
      for (Future<Integer> future : done) {
        refused += future.get();
      }
      assertThat(refused).isLessThan(8 * 2000);
    } finally {
      pool.shutdownNow();
    }
    assertThat(most.get()).isBetween(400L, (long) capacity);
    assertThat(admission.heldBytes()).isZero();
    assertThat(admission.waiting()).isZero();
  }

  private static CompletableFuture<Reservation> take(
      Admission admission, Reservation reservation, int bytes) {
    int before = admission.waiting();
    CompletableFuture<Reservation> taken =
        CompletableFuture.supplyAsync(
            () -> {
              reservation.grow(bytes);
              return reservation;
            },
            task -> new Thread(task).start());
    await().until(() -> taken.isDone() || admission.waiting() > before);
    return taken;
  }

  @Test
  void whoFindsItFullHasItsTurnInOrder() {
    Admission admission = new Admission(1000, Duration.ofSeconds(20));
    Reservation first = admission.open();
    first.grow(800);
    CompletableFuture<Reservation> large = take(admission, admission.open(), 900);
    // It would fit, but then the large one might never have its turn.
    CompletableFuture<Reservation> small = take(admission, admission.open(), 150);
    assertThat(small).isNotDone();

    first.close();
    large.join();
    assertThat(small).isNotDone();

    large.join().close();
    small.join().close();
    assertThat(admission.heldBytes()).isZero();
  }

  @Test
  void aBodyThatHasBegunGoesFirst() {
    Admission admission = new Admission(1000, Duration.ofSeconds(20));
    Reservation begun = admission.open();
    begun.grow(500);
    Reservation other = admission.open();
    other.grow(500);
    CompletableFuture<Reservation> fresh = take(admission, admission.open(), 400);
    CompletableFuture<Reservation> more = take(admission, begun, 300);

    other.close();

    more.join();
    assertThat(fresh).isNotDone();
    begun.close();
    fresh.join().close();
  }

  @Test
  void theWaitIsBoundedAndLetsThoseBehindPass() {
    Admission admission = new Admission(1000, Duration.ofMillis(300));
    Reservation first = admission.open();
    first.grow(800);
    CompletableFuture<Reservation> large = take(admission, admission.open(), 900);
    CompletableFuture<Reservation> small = take(admission, admission.open(), 200);

    assertThatThrownBy(large::join)
        .hasCauseInstanceOf(OriginException.class)
        .hasMessageContaining("uploads.maxInFlightBytes");
    small.join();

    assertThat(admission.heldBytes()).isEqualTo(1000);
    assertThat(admission.waiting()).isZero();
  }
}
