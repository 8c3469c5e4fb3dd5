package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.storm.DvrStormBench;
import io.liveorigin.bench.storm.StormResult;
import io.liveorigin.bench.storm.StormSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Old segments are asked for at twice what the node can answer. Invariants: no live segment is
 * missed, every PUT is stored, and whoever is refused is told 503 that a cache may keep for 5 s.
 * How late the others are is measured by {@code ./origin bench dvr-storm} and not here.
 */
class DvrStormIT {
  private static final int SEGMENTS = 500;
  private static final int BYTES = 500_000;

  /** Three quarters of it are cache: a little more than half of the old segments. */
  private static final String MEMORY = "-XX:MaxDirectMemorySize=192m";

  @TempDir Path directory;

  @Test
  void dvr_is_refused_and_nobody_else() throws Exception {
    OriginPlan plan = ShortPlan.in(directory).flags(OriginPlan.SERVING, List.of(MEMORY));
    StormSettings settings = new StormSettings(plan, 2, 1, 5, 1, Tolerance.ofAnyMachine());

    StormResult result =
        DvrStormBench.run(settings, SEGMENTS, BYTES, Optional.empty(), Clock.systemUTC());

    assertThat(result.missed()).isZero();
    assertThat(result.notStored()).isZero();
    assertThat(result.stormView().sorted()).as("live segments in the storm").isNotEmpty();
    assertThat(result.statuses()).containsOnlyKeys(200, 503);
    assertThat(result.refusals())
        .containsOnlyKeys(
            "Cache-Control: public, max-age=5, Retry-After: 5,"
                + " CMSD-Dynamic: \"live-origin\";rd=0;du");
    assertThat(result.counted("serving_admission_refused_total"))
        .isEqualTo(result.statuses().get(503).doubleValue());
  }
}
