package io.liveorigin.bench.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.report.Percentiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final ListedTrack TRACK = new ListedTrack(300, Tolerance.standard());
  private static final ListedTrack DAY = new ListedTrack(43_200, Tolerance.standard());

  @Test
  void a_list_is_held_against_the_segment_of_its_round() {
    ListRates.Row segment = with(ListRates.Row.segment(TRACK), 100, 200, 400);
    ListRates.Row list = with(ListRates.Row.list(TRACK, Form.PLAIN, 27_000), 90, 100, 400);

    assertThat(list.line(segment))
        .startsWith("| 10 min, plain | 27,000 | 100 | ")
        .endsWith("| 0.90 (0.50 to 1.00) | >= 0.9: held |");
  }

  @Test
  void only_the_plain_list_of_ten_minutes_has_a_bar() {
    ListRates.Row segment = with(ListRates.Row.segment(TRACK), 100);

    assertThat(with(ListRates.Row.list(TRACK, Form.PLAIN, 1), 89).line(segment))
        .contains("**missed**");
    assertThat(with(ListRates.Row.list(TRACK, Form.GZIP, 1), 1).line(segment)).endsWith("|  |");
    assertThat(with(ListRates.Row.list(DAY, Form.PLAIN, 1), 1).line(segment))
        .startsWith("| 24 h, plain | ")
        .endsWith("|  |");
  }

  @Test
  void storms_are_compared_pair_by_pair() {
    HeldStorm.Pairs table =
        new HeldStorm.Pairs(
            List.of(storm(10), storm(20), storm(40)), List.of(storm(10), storm(10), storm(10)));

    assertThat(table.markdown())
        .contains("| p50 | 20.0 | 10.0 | 2.00 (1.00 to 4.00) |  |")
        .contains("| p99 | 20.0 | 10.0 | 2.00 (1.00 to 4.00) | <= 1.5: **missed** |");
  }

  private static ListRates.Row with(ListRates.Row row, long... requests) {
    for (long n : requests) {
      row.runs().add(new Wrk.Result(n, 1, 1, 1, 1, 0, 0));
    }
    return row;
  }

  private static Percentiles storm(double millis) {
    return new Percentiles(new double[] {millis});
  }
}
