package io.liveorigin.serving.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadByteRateTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void overSecondsTheRateIsKept() {
    ReadByteRate rate = new ReadByteRate(1_000_000, 0);
    long taken = 0;
    for (long now = 0; now <= 10 * SECOND; now += SECOND / 1000) {
      if (rate.tryTake(30_000, now)) {
        taken += 30_000;
      }
    }
    assertThat(taken).isBetween(10_000_000L, 10_300_000L);
  }

  @Test
  void aSegmentLargerThanTheBucketGetsThroughAndIsPaidFor() {
    ReadByteRate rate = new ReadByteRate(1_000_000, 0);
    assertThat(rate.tryTake(2_000_000, 0)).isTrue();
    assertThat(rate.tryTake(1, SECOND)).isFalse();
    assertThat(rate.tryTake(1, 2 * SECOND)).isTrue();
  }

  @Test
  void whatTheEdgesTakeCounts() {
    ReadByteRate rate = new ReadByteRate(1_000_000, 0);
    rate.take(1_250_000, 0);
    assertThat(rate.tryTake(1, SECOND - 1_000_000)).isFalse();
    assertThat(rate.tryTake(1, SECOND + 1_000_000)).isTrue();
  }

  @Test
  void aLongPauseFillsNoMoreThanTheBucket() {
    ReadByteRate rate = new ReadByteRate(1_000_000, 0);
    assertThat(rate.tryTake(250_000, 100 * SECOND)).isTrue();
    assertThat(rate.tryTake(1, 100 * SECOND)).isFalse();
  }
}
