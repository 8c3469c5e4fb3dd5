package io.liveorigin.bench.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.ShortPlan;
import io.liveorigin.bench.get.NeedsPeers;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.process.Tolerance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bench measures what it says: it fails unless each list is full and without gaps, each form is
 * the one that was asked for, and every held client is answered with 200 after the PUT. No bar.
 */
@NeedsPeers
class ManifestBenchIT {
  /** A list of less is not longer than what an update keeps. */
  private static final int LINES = 60;

  private static final Tolerance TOLERANCE =
      new Tolerance(HangLimit.LIMIT, Duration.ofSeconds(10), Double.POSITIVE_INFINITY);

  @TempDir Path directory;

  @Test
  void a_short_run_measures_lists_new_texts_and_storms() throws Exception {
    ManifestRun.Settings settings =
        new ManifestRun.Settings(
            List.of(LINES),
            1,
            1,
            1,
            16,
            1,
            20,
            1,
            TOLERANCE,
            OptionalInt.empty(),
            OptionalInt.empty());
    List<String> progress = new ArrayList<>();

    String tables =
        new ManifestRun(settings, Clock.systemUTC()).run(ShortPlan.in(directory), progress::add);

    assertThat(tables)
        .contains("| segment | 32,768 | ", "| 2 min, plain | ", "| 2 min, gzip | ")
        .contains("| 2 min, delta | ", "| p50 | ", "| p99 | ", "<= 1.5: ");
    assertThat(progress)
        .contains(LINES + " lines are published")
        .last()
        .asString()
        .contains("20 samples");
  }
}
