package io.liveorigin.access.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.access.credential.ChosenPasswords.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many passwords are looked at: one at a time, while a few wait, and the others do not. */
class ChosenPasswordsTest {
  private static final SecretHash HASH =
      SecretHash.of("$2b$04$jEbORZDPjfU6BTsgvuNx4.31J7fVkGbcQgxHVpcNLHDdLfqpG/f5a");
  private static final int CLIENTS = 40;

  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger computed = new AtomicInteger();

  /** Waits in the first computation until the test goes on; who waits for it does so for long. */
  private final ChosenPasswords passwords =
      new ChosenPasswords(
          Duration.ofHours(1),
          (hash, secret) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            computed.incrementAndGet();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
            return secret.equals("right");
          });

  @AfterEach
  void close() {
    goOn.countDown();
    threads.shutdownNow();
  }

  private List<CompletableFuture<Finding>> look(int clients, String password) {
    return IntStream.range(0, clients)
        .mapToObj(
            i ->
                CompletableFuture.supplyAsync(
                    () ->
                        passwords.check(
                            new PresentedCredential.Basic("anna", password),
                            List.of(HASH),
                            List.of(HASH)),
                    threads))
        .toList();
  }

  private static long done(List<CompletableFuture<Finding>> clients) {
    return clients.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void oneIsComputedAFewWaitAndTheOthersDoNot() {
    List<CompletableFuture<Finding>> clients = look(CLIENTS, "guess");
    await().until(() -> done(clients) >= CLIENTS - 1 - ChosenPasswords.MOST_WAITING);
    assertThat(computed).as("while one is computed").hasValue(1);
    goOn.countDown();

    List<Finding> found = clients.stream().map(CompletableFuture::join).toList();
    assertThat(most).as("at a time").hasValue(1);
    assertThat(found.stream().filter(Finding.BUSY::equals).count())
        .as("those that did not wait")
        .isGreaterThanOrEqualTo(CLIENTS - 1 - ChosenPasswords.MOST_WAITING);
  }

  /** The tracks of one encoder come at one instant. */
  @Test
  void aPairThatComesManyTimesAtOnceIsComputedOnce() {
    List<CompletableFuture<Finding>> clients = look(ChosenPasswords.MOST_WAITING, "right");
    await().until(() -> running.get() == 1);
    goOn.countDown();

    assertThat(clients).allSatisfy(one -> assertThat(one.join()).isEqualTo(Finding.RIGHT));
    assertThat(computed).hasValue(1);
  }

  @Test
  void allPlacesAreGivenBack() {
    goOn.countDown();
    for (int round = 0; round < 2; round++) {
      List<CompletableFuture<Finding>> clients = look(1 + ChosenPasswords.MOST_WAITING, "guess");
      assertThat(clients).allSatisfy(one -> assertThat(one.join()).isEqualTo(Finding.WRONG));
    }
  }
}
