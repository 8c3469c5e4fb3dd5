package io.liveorigin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
  @Test
  void the_median_of_pairs_is_not_the_ratio_of_medians() {
    Ratios ratios = of(List.of(9.0, 30.0, 1.0), List.of(10.0, 10.0, 2.0));
    assertThat(ratios.median()).isEqualTo(0.9);
    assertThat(ratios.least()).isEqualTo(0.5);
    assertThat(ratios.most()).isEqualTo(3);
    assertThat(ratios).hasToString("0.90 (0.50 to 3.00)");
  }

  @Test
  void of_an_even_number_the_mean_of_the_two_in_the_middle() {
    assertThat(Ratios.median(List.of(4.0, 1.0, 2.0, 9.0), x -> x)).isEqualTo(3);
  }

  @Test
  void nothing_is_not_compared() {
    assertThatThrownBy(() -> of(List.of(), List.of())).hasMessageContaining("at least one pair");
    assertThatThrownBy(() -> of(List.of(1.0), List.of(0.0)))
        .hasMessageContaining("compared with 0");
    assertThatThrownBy(() -> of(List.of(1.0), List.of(Double.NaN)))
        .hasMessageContaining("compared with NaN");
  }

  private static Ratios of(List<Double> ours, List<Double> others) {
    return Ratios.of(ours, others, figure -> figure);
  }

  @Test
  void a_bar_says_what_became_of_it() {
    assertThat(Bar.atLeast(0.9).verdict(0.9)).isEqualTo(">= 0.9: held");
    assertThat(Bar.atLeast(0.9).verdict(0.89)).isEqualTo(">= 0.9: **missed**");
    assertThat(Bar.atMost(45).verdict(45)).isEqualTo("<= 45: held");
    assertThat(Bar.atMost(1.5).verdict(1.51)).isEqualTo("<= 1.5: **missed**");
    assertThat(Bar.atMost(1.5).held(Double.NaN)).isFalse();
  }
}
