package io.liveorigin.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.ShortPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benches themselves: what they find is not for a run of seconds to say. */
class ScaleBenchIT {
  /** 200 segments of 2 s. */
  private static final Duration WINDOW = Duration.ofSeconds(400);

  @TempDir Path directory;

  @Test
  void restarts_over_a_full_window_after_either_end() throws Exception {
    RestartBench.Result result =
        RestartBench.run(ShortPlan.in(directory), WINDOW, 1, 1, Clock.systemUTC());

    assertThat(result.filled().decisions()).isBetween(198L, 201L);
    assertThat(result.clean()).hasSize(1).allMatch(seconds -> seconds > 0);
    assertThat(result.killed()).hasSize(1).allMatch(seconds -> seconds > 0);
    assertThat(result.storeBytes()).isPositive();
    assertThat(result.markdown()).contains("| after SIGTERM |", "| after SIGKILL |", "| new cell");
  }

  @Test
  void a_step_has_its_costs_with_a_full_window() throws Exception {
    Duration second = Duration.ofSeconds(1);
    ScaleRun run =
        new ScaleRun(
            new ScaleRun.Times(second, second, second, Duration.ofSeconds(5)), Clock.systemUTC());

    ScaleRun.Step step = run.window(ShortPlan.in(directory, "a", "b"), WINDOW, 1);

    assertThat(step.failed()).isZero();
    assertThat(step.segments()).isPositive();
    assertThat(step.all()).isGreaterThan(198);
    assertThat(step.memory().heap()).isBetween(1.0, 512.0);
    assertThat(ScaleRun.markdown("window", List.of(step))).contains("| 6m40s | ");
  }
}
