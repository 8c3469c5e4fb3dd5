package io.liveorigin.access.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeadTimeoutTest {
  private final Set<Runnable> timers = new LinkedHashSet<>();
  private final AtomicLong heads = new AtomicLong();
  private final AtomicInteger ended = new AtomicInteger();
  private final HeadTimeout headTimeout =
      new HeadTimeout(
          Duration.ofSeconds(10),
          (time, task) -> {
            assertThat(time).isEqualTo(Duration.ofSeconds(10));
            Runnable own = task::run;
            timers.add(own);
            return () -> timers.remove(own);
          },
          heads::get,
          ended::incrementAndGet);

  private void timePasses() {
    List.copyOf(timers).forEach(Runnable::run);
  }

  @Test
  void aHeadThatTricklesEndsHoweverOftenBytesCome() {
    headTimeout.headBegan(Optional.of(0L));
    headTimeout.headBegan(Optional.of(0L));
    headTimeout.headBegan(Optional.of(0L));
    assertThat(timers).as("the time begins once").hasSize(1);
    timePasses();
    assertThat(ended).hasValue(1);
  }

  @Test
  void aHeadThatComesAtOnceHasNoTimer() {
    headTimeout.headBegan(Optional.empty());
    assertThat(timers).isEmpty();
  }

  @Test
  void aHeadThatCameWholeIsNotWaitedFor() {
    headTimeout.headBegan(Optional.of(0L));
    headTimeout.headBegan(Optional.empty());
    assertThat(timers).isEmpty();
  }

  /** As where another thread reads the next request at the same instant. */
  @Test
  void aHeadThatCameWholeUnseenIsNotLate() {
    headTimeout.headBegan(Optional.of(0L));
    heads.set(1);
    timePasses();
    assertThat(ended).hasValue(0);
  }

  @Test
  void theNextHeadHasItsOwnTime() {
    headTimeout.headBegan(Optional.of(0L));
    heads.set(1);
    headTimeout.headBegan(Optional.of(1L));
    assertThat(timers).hasSize(1);
    timePasses();
    assertThat(ended).hasValue(1);
  }

  @Test
  void aConnectionThatIsClosedLeavesNoTimer() {
    headTimeout.headBegan(Optional.of(0L));
    headTimeout.close();
    assertThat(timers).isEmpty();
  }
}
