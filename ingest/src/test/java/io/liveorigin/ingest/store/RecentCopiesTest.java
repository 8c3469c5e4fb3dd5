package io.liveorigin.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.ingest.store.RecentCopies.CopyStatus;
import io.liveorigin.ingest.support.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RecentCopiesTest {
  private static final SegmentAddress ADDRESS = Events.address(7);
  private static final Digest A = digest(1);
  private static final Digest B = digest(2);

  private final RecentCopies recent = new RecentCopies(100, Duration.ofMinutes(1));

  private static Digest digest(int seed) {
    return Digest.of(new byte[] {(byte) seed});
  }

  private CopyStatus enter(Digest digest) {
    return recent.enter(ADDRESS, digest, new CompletableFuture<>());
  }

  @Test
  void theFirstIsFirst() {
    assertThat(enter(A)).isEqualTo(new CopyStatus.First());
  }

  @Test
  void theSameBytesShareTheOutcomeOfTheFirst() {
    CompletableFuture<StoredCopy> outcome = new CompletableFuture<>();
    recent.enter(ADDRESS, A, outcome);

    assertThat(enter(A)).isEqualTo(new CopyStatus.Same(outcome));
  }

  @Test
  void otherBytesNameTheLatestBeforeThem() {
    enter(A);

    assertThat(enter(B)).isEqualTo(new CopyStatus.Other(A));
    assertThat(enter(digest(3))).isEqualTo(new CopyStatus.Other(B));
  }

  @Test
  void anOlderCopyIsStillTheSameAfterOthers() {
    enter(A);
    enter(B);

    assertThat(enter(A)).isInstanceOf(CopyStatus.Same.class);
  }

  @Test
  void otherAddressesDoNotMatter() {
    enter(A);

    assertThat(recent.enter(Events.address(8), A, new CompletableFuture<>()))
        .isEqualTo(new CopyStatus.First());
  }

  @Test
  void aFailedCopyIsForgottenAndOnlyThat() {
    CompletableFuture<StoredCopy> failing = new CompletableFuture<>();
    enter(B);
    recent.enter(ADDRESS, A, failing);
    failing.completeExceptionally(new IllegalStateException("not stored"));

    assertThat(enter(A)).isEqualTo(new CopyStatus.Other(B));
  }

  @Test
  void theCopiesOfOneAddressAreBounded() {
    enter(A);
    for (int i = 10; i < 18; i++) {
      enter(digest(i));
    }

    assertThat(enter(A)).isEqualTo(new CopyStatus.Other(digest(17)));
  }

  @Test
  void ofManyAtTheSameTimeExactlyOneIsFirst() throws Exception {
    int count = 32;
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<CopyStatus>> standings = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        standings.add(
            pool.submit(
                () -> {
                  go.await();
                  return enter(A);
                }));
      }
      go.countDown();
      int first = 0;
      for (Future<CopyStatus> standing : standings) {
        first += standing.get() instanceof CopyStatus.First ? 1 : 0;
      }
      assertThat(first).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }
}
