package io.liveorigin.access.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
  private final AtomicLong ticks = new AtomicLong();
  private final FailedAttempts attempts = new FailedAttempts(ticks::get);

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      attempts.add(address);
    }
  }

  @Test
  void twentyAMinuteOfAnAddress() {
    fail("192.0.2.7", FailedAttempts.MOST - 1);
    assertThat(attempts.tooMany("192.0.2.7")).isFalse();
    fail("192.0.2.7", 1);
    assertThat(attempts.tooMany("192.0.2.7")).isTrue();
    assertThat(attempts.tooMany("192.0.2.8")).isFalse();

    ticks.addAndGet(FailedAttempts.WINDOW.plus(Duration.ofMillis(1)).toNanos());
    assertThat(attempts.tooMany("192.0.2.7")).as("a minute after the first").isFalse();
  }

  @Test
  void anIpv6NetworkIsOneClient() {
    for (int i = 0; i < FailedAttempts.MOST; i++) {
      fail("[2001:db8:0:1:0:0:0:" + i + "]", 1);
    }
    assertThat(attempts.tooMany("2001:db8:0:1:a:b:c:d")).isTrue();
    assertThat(attempts.tooMany("2001:db8:0:2:0:0:0:1")).isFalse();
  }
}
