package io.liveorigin.contract.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SaturatingMathTest {
  @Property
  void isTheNearestLong(@ForAll long a, @ForAll long b) {
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);
    assertThat(SaturatingMath.sum(a, b)).isEqualTo(nearest(x.add(y)));
    assertThat(SaturatingMath.difference(a, b)).isEqualTo(nearest(x.subtract(y)));
    assertThat(SaturatingMath.product(a, b)).isEqualTo(nearest(x.multiply(y)));
  }

  private static long nearest(BigInteger value) {
    return value
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .max(BigInteger.valueOf(Long.MIN_VALUE))
        .longValueExact();
  }

  @Test
  void noInstantAndNoNumberMakesAScheduleThrow() {
    Schedule schedule =
        new Schedule(
            0,
            new SegmentDuration(9_000_000, 9_000_000),
            1_000_000_000,
            1_000,
            1_000,
            10_000,
            60_000,
            java.util.OptionalLong.empty(),
            java.util.OptionalLong.empty());
    for (long extreme : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      assertThat(schedule.gone(extreme)).isGreaterThanOrEqualTo(schedule.mediaStart(extreme));
      assertThat(schedule.newestPermitted(extreme))
          .isGreaterThanOrEqualTo(schedule.liveEdge(extreme));
      assertThat(schedule.windowStart(extreme)).isGreaterThanOrEqualTo(schedule.firstNumber());
    }
  }
}
