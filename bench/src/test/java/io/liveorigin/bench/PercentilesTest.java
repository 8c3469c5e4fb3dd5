package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.report.Percentiles;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  private final Percentiles hundred =
      new Percentiles(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

  @Test
  void the_share_of_samples_is_not_exceeded() {
    assertThat(hundred.at(0.5)).isEqualTo(50);
    assertThat(hundred.at(0.99)).isEqualTo(99);
    assertThat(hundred.at(1)).isEqualTo(100);
  }

  @Test
  void one_sample_is_every_percentile() {
    assertThat(new Percentiles(new double[] {7}).at(0.99)).isEqualTo(7);
  }
}
