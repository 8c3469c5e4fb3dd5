package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.error.OriginException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    Admission admission = new Admission(capacity);
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
  }
}
