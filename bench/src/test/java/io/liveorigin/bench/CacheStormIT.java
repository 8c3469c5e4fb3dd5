package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.caches.CacheStorm;
import io.liveorigin.bench.caches.CacheStormResult;
import io.liveorigin.bench.caches.CacheStormSettings;
import io.liveorigin.bench.process.OriginPlan;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few caches: every one gets every segment, nobody is told 404, every PUT is stored. No bar. */
class CacheStormIT {
  @TempDir Path directory;

  @Test
  void every_cache_gets_every_segment_and_none_is_told_404() {
    CacheStormSettings settings =
        new CacheStormSettings(OriginPlan.in(directory).pipelines("a", "b"), 10, 1, 6, 8);

    CacheStormResult result = new CacheStorm(settings, Clock.systemUTC()).run(true);

    assertThat(result.notStored()).isZero();
    assertThat(result.due()).as("3 numbers to 10 caches, 2 of each").isBetween(40L, 80L);
    assertThat(result.missed()).isZero();
    assertThat(result.statuses()).containsOnlyKeys(200);
    assertThat(result.firstByte().sorted()).hasSize((int) result.due());
    assertThat(result.markdown()).contains("deliveries missed");
  }
}
