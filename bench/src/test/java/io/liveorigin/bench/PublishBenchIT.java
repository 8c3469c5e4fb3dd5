package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.publish.PublishBench;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench measures what it says: every GET was held and got its own segment. No bar here. */
class PublishBenchIT {
  @TempDir Path directory;

  @Test
  void a_short_run_measures_every_sample() {
    PublishBench.Result result = new PublishBench(Clock.systemUTC()).run(directory, 6, 200_000);
    assertThat(result.plain().sorted()).hasSize(6);
    assertThat(result.put().sorted()).hasSize(6);
    assertThat(result.readable().sorted()).hasSize(6);
    assertThat(result.readable().at(0.01)).isPositive();
  }
}
