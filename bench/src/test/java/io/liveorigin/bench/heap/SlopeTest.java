package io.liveorigin.bench.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlopeTest {
  @Test
  void a_straight_line_has_its_slope_and_no_error() {
    Slope slope = Slope.of(points(3, 5, 7, 9));
    assertThat(slope.perMinute()).isCloseTo(2, within(1e-9));
    assertThat(slope.error()).isCloseTo(0, within(1e-9));
    assertThat(slope.grows()).isTrue();
  }

  /** By hand: slope 0.4, squares left over 3.2, error sqrt(3.2 / 2 / 5). */
  @Test
  void what_is_within_two_errors_is_noise() {
    Slope slope = Slope.of(points(1, 3, 1, 3));
    assertThat(slope.perMinute()).isCloseTo(0.4, within(1e-9));
    assertThat(slope.error()).isCloseTo(Math.sqrt(3.2 / 2 / 5), within(1e-9));
    assertThat(slope.grows()).isFalse();
  }

  @Test
  void what_shrinks_does_not_grow() {
    assertThat(Slope.of(points(9, 7, 5, 3)).grows()).isFalse();
  }

  @Test
  void two_points_have_no_error() {
    assertThatThrownBy(() -> Slope.of(points(1, 2))).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Slope.Point> points(double... values) {
    return IntStream.range(0, values.length).mapToObj(i -> new Slope.Point(i, values[i])).toList();
  }
}
