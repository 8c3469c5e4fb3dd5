package io.liveorigin.contract.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1024, 48000, 1000000, 21333, 21333",
    "1, 2, 1, 1, 0",
    "-1, 2, 1, 0, -1",
    "-3, 2, 1, -1, -2",
    "2, 3, 1, 1, 0",
    "81715200000000, 48000, 90000, 153216000000000, 153216000000000",
    "7, 48000, 48000, 7, 7",
    "9223372036854775807, 1, 100000000, 9223372036854775807, 9223372036854775807",
    "-9223372036854775808, 1, 100000000, -9223372036854775808, -9223372036854775808",
  })
  void isRoundedOnce(long ticks, long from, long to, long nearest, long floor) {
    assertThat(MediaTime.nearest(ticks, from, to)).isEqualTo(nearest);
    assertThat(MediaTime.floor(ticks, from, to)).isEqualTo(floor);
  }

  /** Compares the results with arithmetic without bounds. */
  @Test
  void isExactForEveryTimescale() {
    Random random = new Random(15);
    for (int i = 0; i < 20_000; i++) {
      long from = 1 + random.nextLong(0xffff_ffffL);
      long to = 1 + random.nextLong(100_000_000L);
      long ticks = random.nextLong(2_000_000_000L * from) - from;
      BigInteger product = BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(to));
      BigInteger divisor = BigInteger.valueOf(from);
      assertThat(BigInteger.valueOf(MediaTime.floor(ticks, from, to)))
          .isEqualTo(floor(product, divisor));
      assertThat(BigInteger.valueOf(MediaTime.nearest(ticks, from, to)))
          .isEqualTo(floor(product.add(product).add(divisor), divisor.add(divisor)));
    }
  }

  private static BigInteger floor(BigInteger value, BigInteger by) {
    BigInteger[] parts = value.divideAndRemainder(by);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
