package io.liveorigin.bench.get;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.bench.peer.Target;
import io.liveorigin.bench.peer.Wrk;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.contract.error.OriginException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final Row ROW = new Row("32k-16", Row.Asked.KB32, 16, Optional.of(Bar.atLeast(1)));

  @Test
  void another_status_or_a_broken_connection_fails_the_run() {
    ROW.check("origin", result(10, 0, 0));
    for (Wrk.Result wrong : List.of(result(10, 1, 0), result(10, 0, 1), result(0, 0, 0))) {
      assertThatThrownBy(() -> ROW.check("origin", wrong))
          .isInstanceOf(OriginException.class)
          .hasMessageContaining("origin failed in row 32k-16");
    }
  }

  @Test
  void of_what_is_missing_every_answer_is_a_404() {
    Row missing = new Row("404", Row.Asked.NO_EVENT, 16, Optional.empty());
    missing.check("origin", result(10, 10, 0));
    assertThatThrownBy(() -> missing.check("origin", result(10, 9, 0)))
        .isInstanceOf(OriginException.class);
  }

  @Test
  void the_ratio_is_to_the_better_of_the_others_pair_by_pair() {
    RowResult row =
        new RowResult(
            ROW,
            side("origin", 90, 100, 110),
            List.of(side("nginx", 100, 100, 100), side("Varnish", 50, 60, 400)));
    assertThat(row.better().target().server()).isEqualTo("nginx");
    assertThat(row.ratios().sorted()).containsExactly(0.9, 1.0, 1.1);
    assertThat(row.line()).contains("1.00 (0.90 to 1.10) | >= 1: held");
  }

  private static RowResult.Side side(String name, long... requests) {
    List<Wrk.Result> runs = new ArrayList<>();
    for (long n : requests) {
      runs.add(result(n, 0, 0));
    }
    return new RowResult.Side(new Target(name, "as it is", 1, false), runs);
  }

  private static Wrk.Result result(long requests, long status, long socket) {
    return new Wrk.Result(requests, 1, 1, 1, 1, status, socket);
  }
}
