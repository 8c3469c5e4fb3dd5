package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantLimits;
import io.liveorigin.access.limit.TenantRegistry;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.ingest.store.SystemTaskScheduler;
import io.liveorigin.ingest.support.ManualTime;
import io.liveorigin.ingest.support.OneTenant;
import io.liveorigin.ingest.upload.UploadMemory.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UploadMemoryTest {
  private final TenantUse tenant = OneTenant.unbounded();
  private final ManualTime time = new ManualTime(Instant.EPOCH);
  private final UploadMemory uploadMemory = new UploadMemory(1000, Duration.ofSeconds(2), time);

  /** Invariant: however many threads, never more than the capacity is held, and all comes back. */
  @Test
  void theCapacityHoldsUnderContention() throws Exception {
    int capacity = 1000;
    ExecutorService pool = Executors.newFixedThreadPool(8);
    AtomicLong most = new AtomicLong();
    try (SystemTaskScheduler timer = new SystemTaskScheduler("test-timer")) {
      UploadMemory busy = new UploadMemory(capacity, Duration.ofMillis(1), timer);
      Callable<Integer> work =
          () -> {
            int refused = 0;
            for (int i = 0; i < 2000; i++) {
              try (Reservation reservation = busy.open(tenant)) {
                reservation.grow(300).join();
                reservation.grow(100).join();
                most.accumulateAndGet(busy.heldBytes(), Math::max);
              } catch (CompletionException full) {
                refused++;
              }
            }
            return refused;
          };
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        done.add(pool.submit(work));
      }
      int refused = 0;
      for (Future<Integer> future : done) {
        refused += future.get();
      }
      assertThat(refused).isLessThan(8 * 2000);
      assertThat(most.get()).isBetween(400L, (long) capacity);
      assertThat(busy.heldBytes()).isZero();
      assertThat(busy.waiting()).isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void whoFindsItFullHasItsTurnInOrder() {
    Reservation first = uploadMemory.open(tenant);
    first.grow(800).join();
    Reservation large = uploadMemory.open(tenant);
    CompletableFuture<Void> largeTurn = large.grow(900);
    Reservation small = uploadMemory.open(tenant);
    // It would fit, but then the large one might never have its turn.
    CompletableFuture<Void> smallTurn = small.grow(150);
    assertThat(smallTurn).isNotDone();

    first.close();
    assertThat(largeTurn).isCompleted();
    assertThat(smallTurn).isNotDone();

    large.close();
    assertThat(smallTurn).isCompleted();
    small.close();
    assertThat(uploadMemory.heldBytes()).isZero();
    assertThat(time.pending()).as("deadlines of waits that have ended").isZero();
  }

  @Test
  void aBodyThatHasBegunGoesFirst() {
    Reservation begun = uploadMemory.open(tenant);
    begun.grow(500).join();
    Reservation other = uploadMemory.open(tenant);
    other.grow(500).join();
    CompletableFuture<Void> fresh = uploadMemory.open(tenant).grow(400);
    CompletableFuture<Void> more = begun.grow(300);

    other.close();

    assertThat(more).isCompleted();
    assertThat(fresh).isNotDone();
    begun.close();
    assertThat(fresh).isCompleted();
  }

  @Test
  void theWaitIsBoundedAndLetsThoseBehindPass() {
    Reservation first = uploadMemory.open(tenant);
    first.grow(800).join();
    CompletableFuture<Void> large = uploadMemory.open(tenant).grow(900);
    time.pass(Duration.ofSeconds(1));
    CompletableFuture<Void> small = uploadMemory.open(tenant).grow(200);

    time.pass(Duration.ofSeconds(1));

    assertThatThrownBy(large::join)
        .hasCauseInstanceOf(OriginException.class)
        .hasMessageContaining("uploads.maxInFlightBytes");
    assertThat(small).isCompleted();
    assertThat(uploadMemory.heldBytes()).isEqualTo(1000);
    assertThat(uploadMemory.waiting()).isZero();
  }

  @Test
  void whoHasLeftTheQueueTakesNothing() {
    Reservation first = uploadMemory.open(tenant);
    first.grow(1000).join();
    Reservation gone = uploadMemory.open(tenant);
    CompletableFuture<Void> turn = gone.grow(500);

    gone.close();
    first.close();

    assertThat(turn).isNotDone();
    assertThat(gone.grow(1)).as("nor later").isCompletedExceptionally();
    assertThat(uploadMemory.heldBytes()).isZero();
    assertThat(uploadMemory.waiting()).isZero();
  }

  private static CompletableFuture<Void> grow(UploadMemory uploadMemory, TenantUse of, long bytes) {
    return uploadMemory.open(of).grow(bytes);
  }

  @Test
  void oneTenantTakesItsShareAndNotMore() {
    TenantRegistry tenants =
        OneTenant.tenants(TenantLimits.UNSAID.with(Limit.BODY_BYTES, 500), "x", "y");
    TenantUse x = tenants.of("x");
    Reservation first = uploadMemory.open(x);
    first.grow(400).join();
    CompletableFuture<Void> second = grow(uploadMemory, x, 300);
    CompletableFuture<Void> third = grow(uploadMemory, x, 50);

    assertThat(second).isNotDone();
    // It would fit, but the turn is in order.
    assertThat(third).isNotDone();
    // Whoever waits for his own share keeps nobody else from the memory.
    assertThat(grow(uploadMemory, tenants.of("y"), 500)).isCompleted();

    first.close();
    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(x.inUse(Limit.BODY_BYTES)).isEqualTo(350);
    assertThat(uploadMemory.heldBytes()).isEqualTo(850);
  }

  @Test
  void whoWaitsForItsTenantsShareIsRefusedAsOneThatAsksTooMuch() {
    TenantRegistry tenants =
        OneTenant.tenants(TenantLimits.UNSAID.with(Limit.BODY_BYTES, 500), "x", "y");
    TenantUse x = tenants.of("x");
    Reservation first = uploadMemory.open(x);
    first.grow(400).join();
    CompletableFuture<Void> second = grow(uploadMemory, x, 300);
    CompletableFuture<Void> third = grow(uploadMemory, x, 100);

    time.pass(Duration.ofSeconds(2));

    assertThatThrownBy(second::join)
        .hasCauseInstanceOf(OriginException.class)
        .hasMessageContaining("500 of its bodies")
        .hasMessageContaining("bodyBytesInFlight");
    assertThat(second).isCompletedExceptionally();
    // Once the one before it has given up there was room for it.
    assertThat(third).isCompleted();
    assertThat(x.refusals(Limit.BODY_BYTES)).isEqualTo(1);
    assertThat(x.inUse(Limit.BODY_BYTES)).isEqualTo(500);
    assertThat(uploadMemory.waiting()).isZero();
  }

  @Test
  void whatWaitsForMemoryIsInTheTenantsShareAndLeavesItAgain() {
    TenantRegistry tenants =
        OneTenant.tenants(TenantLimits.UNSAID.with(Limit.BODY_BYTES, 500), "x", "y");
    TenantUse x = tenants.of("x");
    Reservation ofY = uploadMemory.open(tenants.of("y"));
    ofY.grow(400).join();
    Reservation moreOfY = uploadMemory.open(tenants.of("y"));
    moreOfY.grow(100).join();
    Reservation other = uploadMemory.open(OneTenant.unbounded());
    other.grow(400).join();
    Reservation ofX = uploadMemory.open(x);
    CompletableFuture<Void> waits = ofX.grow(300);
    assertThat(waits).isNotDone();
    assertThat(x.inUse(Limit.BODY_BYTES)).isEqualTo(300);

    ofX.close();
    assertThat(x.inUse(Limit.BODY_BYTES)).isZero();

    CompletableFuture<Void> again = grow(uploadMemory, x, 300);
    time.pass(Duration.ofSeconds(2));
    assertThatThrownBy(again::join).hasMessageContaining("uploads.maxInFlightBytes");
    assertThat(x.inUse(Limit.BODY_BYTES)).isZero();
  }

  @Test
  void aBodyThatIsLargerThanTheShareGetsThroughAlone() {
    TenantRegistry tenants =
        OneTenant.tenants(TenantLimits.UNSAID.with(Limit.BODY_BYTES, 100), "x", "y");
    TenantUse x = tenants.of("x");
    Reservation large = uploadMemory.open(x);
    large.grow(64).join();
    large.grow(64).join();
    CompletableFuture<Void> next = grow(uploadMemory, x, 300);
    assertThat(next).isNotDone();

    large.close();
    assertThat(next).isCompleted();
  }
}
