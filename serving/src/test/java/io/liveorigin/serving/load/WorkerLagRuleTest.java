package io.liveorigin.serving.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerLagRuleTest {
  private static final long MILLI = 1_000_000;
  private static final long INTERVAL = 20 * MILLI;

  private final WorkerLagRule rule =
      new WorkerLagRule(Duration.ofMillis(40), Duration.ofMillis(10), Duration.ofSeconds(1));
  private long now;

  private boolean measure(long lagMillis, int times) {
    boolean late = false;
    for (int i = 0; i < times; i++) {
      now += INTERVAL;
      late = rule.measured(lagMillis * MILLI, now);
    }
    return late;
  }

  @Test
  void onePauseIsNoStorm() {
    measure(1, 100);
    assertThat(measure(150, 1)).isFalse();
    assertThat(measure(1, 1)).isFalse();
  }

  @Test
  void latenessIsNoticedInATenthOfASecond() {
    measure(1, 100);
    assertThat(measure(100, 5)).isTrue();
  }

  @Test
  void itEndsWhenTheWorkersWereInTimeForAWhile() {
    measure(100, 20);
    assertThat(measure(0, 15)).as("below the threshold, and not for long enough").isTrue();
    assertThat(rule.average()).isLessThan(10 * MILLI);
    assertThat(measure(0, 60)).isFalse();
  }

  @Test
  void betweenTheThresholdsItStaysAsItIs() {
    assertThat(measure(25, 500)).isFalse();
    measure(100, 20);
    assertThat(measure(25, 500)).isTrue();
  }
}
