package io.liveorigin.bench.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.ShortPlan;
import io.liveorigin.bench.process.OriginPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench itself: whether memory grows is not for a run of seconds to say. */
class HeapRunIT {
  @TempDir Path directory;

  @Test
  void samples_every_process_beside_traffic() throws Exception {
    OriginPlan plan = ShortPlan.in(directory, "a", "b");
    HeapRun.Result result =
        new HeapRun(plan, 1, Duration.ofSeconds(8), Duration.ofSeconds(1), Clock.systemUTC()).run();

    assertThat(result.stored()).isPositive();
    assertThat(result.samples()).containsOnlyKeys("serving", "ingest-a", "ingest-b");
    for (String process : result.samples().keySet()) {
      assertThat(result.heap(process)).hasSize(8).allMatch(mib -> mib > 1 && mib < 512);
    }
    assertThat(result.markdown()).contains("| serving | live heap |", "| ingest-b | resident |");
  }
}
