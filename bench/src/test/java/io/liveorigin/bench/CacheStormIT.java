package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.storm.CacheStorm;
import io.liveorigin.bench.storm.CacheStormResult;
import io.liveorigin.bench.storm.StormSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few caches: every one gets every segment, nobody is told 404, every PUT is stored. No bar. */
class CacheStormIT {
  @TempDir Path directory;

  @Test
  void every_cache_gets_every_segment_and_none_is_told_404() throws Exception {
    StormSettings settings =
        new StormSettings(ShortPlan.in(directory, "a", "b"), 10, 1, 4, 1, Tolerance.ofAnyMachine());

    CacheStormResult result = new CacheStorm(settings, Clock.systemUTC()).run(true);

    assertThat(result.notStored()).isZero();
    // Each number goes to 10 caches, 2 representations of it to each.
    assertThat(result.due()).isPositive();
    assertThat(result.missed()).isZero();
    assertThat(result.statuses()).containsOnlyKeys(200);
    assertThat(result.firstByte().sorted()).hasSize((int) result.due());
    assertThat(result.markdown()).contains("deliveries missed");
  }
}
