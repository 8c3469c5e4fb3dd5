package io.liveorigin.serving.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestTenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HoldRegistryTest {
  private static final SegmentAddress N = new SegmentAddress(Samples.V0, 7);
  private static final SegmentAddress OTHER = new SegmentAddress(Samples.A0, 7);
  private static final Decision DECISION =
      Samples.decision(N, 1, Samples.candidate(N, "a", new byte[1], 0));

  private final HoldRegistry holds =
      new HoldRegistry(settings(10, 10, 10), TestTenants.unbounded(), Runnable::run);

  private static HoldSettings settings(int perSegment, int perClient, int total) {
    return new HoldSettings(
        Duration.ofSeconds(10), Duration.ofMillis(500), perSegment, perClient, total);
  }

  private static HoldRegistration.Waiting waiting(HoldRegistration registration) {
    assertThat(registration).isInstanceOf(HoldRegistration.Waiting.class);
    return (HoldRegistration.Waiting) registration;
  }

  @Test
  void onlyTheFirstOfASegmentLooksAgain() {
    assertThat(waiting(holds.register(N, "c", 100)).first()).isTrue();
    assertThat(waiting(holds.register(N, "c", 100)).first()).isFalse();
    assertThat(waiting(holds.register(OTHER, "c", 100)).first()).isTrue();
    holds.decided(N, DECISION);
    assertThat(waiting(holds.register(N, "c", 100)).first()).isTrue();
  }

  /** Also where the executor takes nothing more: nobody is left to answer him. */
  @Test
  void whoComesWhileTheNodeStopsIsReleasedAtOnce() {
    HoldRegistry stopping =
        new HoldRegistry(
            settings(10, 10, 10),
            TestTenants.unbounded(),
            task -> {
              throw new RejectedExecutionException();
            });
    HoldRegistration.Waiting early = waiting(stopping.register(N, "c", 100));
    stopping.stop();
    HoldRegistration.Waiting late = waiting(stopping.register(N, "c", 100));

    HoldRelease stops = new HoldRelease.Abandoned("the node is stopping");
    assertThat(early.release()).isCompletedWithValue(stops);
    assertThat(late.release()).isCompletedWithValue(stops);
    assertThat(stopping.waiting()).isZero();
  }

  @Test
  void aDecisionReleasesItsSegmentAlone() {
    HoldRegistration.Waiting mine = waiting(holds.register(N, "c", 100));
    HoldRegistration.Waiting other = waiting(holds.register(OTHER, "c", 100));

    holds.decided(N, DECISION);

    assertThat(mine.release()).isCompletedWithValue(new HoldRelease.Decided(DECISION));
    assertThat(other.release()).isNotDone();
    assertThat(holds.waiting()).isEqualTo(1);
    assertThat(holds.waiting(Samples.V0.event())).isEqualTo(1);
  }

  @Test
  void deadlinesAreEachRequestsOwn() {
    HoldRegistration.Waiting early = waiting(holds.register(N, "c", 100));
    HoldRegistration.Waiting late = waiting(holds.register(N, "c", 101));

    holds.expire(99);
    assertThat(early.release()).isNotDone();
    holds.expire(100);
    assertThat(early.release()).isCompletedWithValue(new HoldRelease.TimedOut());
    assertThat(late.release()).isNotDone();
    holds.expire(500);
    assertThat(late.release()).isCompletedWithValue(new HoldRelease.TimedOut());
    assertThat(holds.waiting()).isZero();
    assertThat(holds.waiting(Samples.V0.event())).isZero();
  }

  @Test
  void capsAreFreedWithTheirHolds() {
    HoldRegistry capped =
        new HoldRegistry(settings(10, 2, 10), TestTenants.unbounded(), Runnable::run);
    capped.register(N, "c", 100);
    capped.register(OTHER, "c", 100);
    assertThat(capped.register(N, "c", 100))
        .isEqualTo(new HoldRegistration.Refused("hold.perClient"));
    assertThat(capped.register(N, "d", 100)).isInstanceOf(HoldRegistration.Waiting.class);

    capped.decided(N, DECISION);

    assertThat(capped.register(N, "c", 100)).isInstanceOf(HoldRegistration.Waiting.class);
    assertThat(capped.waiting()).isEqualTo(2);
  }

  @Test
  void aRefusalNamesItsCap() {
    HoldRegistry perSegment =
        new HoldRegistry(settings(1, 10, 10), TestTenants.unbounded(), Runnable::run);
    perSegment.register(N, "c", 100);
    assertThat(perSegment.register(N, "c", 100))
        .isEqualTo(new HoldRegistration.Refused("hold.perSegment"));
    assertThat(perSegment.waiting()).isEqualTo(1);

    HoldRegistry total =
        new HoldRegistry(settings(10, 10, 1), TestTenants.unbounded(), Runnable::run);
    total.register(N, "c", 100);
    assertThat(total.register(OTHER, "d", 100))
        .isEqualTo(new HoldRegistration.Refused("hold.total"));
    assertThat(total.waiting()).isEqualTo(1);
  }

  @Test
  void anAbandonedTrackSaysWhy() {
    HoldRegistration.Waiting mine = waiting(holds.register(N, "c", 100));
    HoldRegistration.Waiting other = waiting(holds.register(OTHER, "c", 100));

    holds.abandon(track -> track.equals(Samples.V0), "lost");

    assertThat(mine.release()).isCompletedWithValue(new HoldRelease.Abandoned("lost"));
    assertThat(other.release()).isNotDone();
  }

  @Test
  void theCallerIsChargedForOneHandOverHoweverManyWait() {
    Queue<Runnable> handed = new ConcurrentLinkedQueue<>();
    HoldRegistry many =
        new HoldRegistry(settings(1000, 1000, 1000), TestTenants.unbounded(), handed::add);
    List<HoldRegistration.Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      waiting.add(waiting(many.register(N, "c", 100)));
    }

    many.decided(N, DECISION);

    assertThat(handed).hasSize(1);
    assertThat(waiting).noneMatch(w -> w.release().isDone());
    while (!handed.isEmpty()) {
      handed.remove().run();
    }
    assertThat(waiting).allMatch(w -> w.release().isDone());
  }

  /**
   * The invariant of a hold: whatever the interleaving of a request (register, look) and the
   * selector (store, announce), the request is released. A look before the registration loses here.
   */
  @Test
  void noWakeUpIsLost() {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 3_000; round++) {
        SegmentAddress address = new SegmentAddress(Samples.V0, round);
        Decision decision =
            Samples.decision(address, 1, Samples.candidate(address, "a", new byte[1], 0));
        HoldRegistry raced =
            new HoldRegistry(settings(10, 10, 10), TestTenants.unbounded(), Runnable::run);
        AtomicReference<Decision> store = new AtomicReference<>();
        List<CompletableFuture<CompletableFuture<HoldRelease>>> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          requests.add(
              CompletableFuture.supplyAsync(
                  () -> {
                    HoldRegistration.Waiting mine = waiting(raced.register(address, "c", 100));
                    if (mine.first() && store.get() != null) {
                      raced.decided(address, store.get());
                    }
                    return mine.release();
                  },
                  pool));
        }
        CompletableFuture<Void> selector =
            CompletableFuture.runAsync(
                () -> {
                  store.set(decision);
                  raced.decided(address, decision);
                },
                pool);
        selector.join();
        // All first: one that joined another depends on that one's look.
        requests.forEach(CompletableFuture::join);
        for (CompletableFuture<CompletableFuture<HoldRelease>> request : requests) {
          assertThat(request.join()).as("round " + round).isCompleted();
        }
        assertThat(raced.waiting()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
