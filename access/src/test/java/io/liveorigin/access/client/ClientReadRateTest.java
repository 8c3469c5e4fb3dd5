package io.liveorigin.access.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientReadRateTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MEBI = 1024 * 1024;

  private final ClientReadRate readRate =
      new ClientReadRate(16 * 1024, Duration.ofSeconds(20), Duration.ofSeconds(5));

  private boolean everTooSlow(int seconds, int every, long bytes) {
    boolean tooSlow = false;
    for (int second = 0; second <= seconds; second++) {
      tooSlow |= readRate.isTooSlow(true, second / every * bytes, second * SECOND);
    }
    return tooSlow;
  }

  @Test
  void aByteEachHalfMinuteIsTooSlow() {
    assertThat(everTooSlow(20, 30, 1)).isTrue();
  }

  /** At 1 Mbit/s the kernel makes room for a third of 4 MiB every 11 s. */
  @Test
  void oneMegabitASecondIsNotHoweverItComes() {
    assertThat(everTooSlow(600, 1, 125_000)).isFalse();
    assertThat(new ClientReadRateTest().everTooSlow(600, 11, 4 * MEBI / 3)).isFalse();
  }

  @Test
  void whoHasNothingToReadIsNotSlow() {
    for (int second = 0; second < 600; second++) {
      assertThat(readRate.isTooSlow(false, 100, second * SECOND)).isFalse();
      assertThat(readRate.slow()).isFalse();
    }
    assertThat(readRate.isTooSlow(true, 100, 600 * SECOND)).isFalse();
    assertThat(readRate.isTooSlow(true, 100, 619 * SECOND)).isFalse();
    assertThat(readRate.slow()).isTrue();
    assertThat(readRate.isTooSlow(true, 100, 620 * SECOND)).isTrue();
  }
}
