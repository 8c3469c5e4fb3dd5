package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.storm.MissStormBench;
import io.liveorigin.bench.storm.StormResult;
import io.liveorigin.bench.storm.StormSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unknown events and representations, far future, far past, random paths. Invariant: neither
 * RocksDB nor Kafka is asked. Nothing else is going on, so that the counters must stand still.
 */
class MissStormIT {
  @TempDir Path directory;

  @Test
  void no_store_is_asked_for_what_is_not_there() throws Exception {
    StormSettings settings =
        new StormSettings(ShortPlan.in(directory), 0, 1, 3, 1, Tolerance.ofAnyMachine());

    StormResult result = MissStormBench.run(settings, 400, Clock.systemUTC());

    assertThat(result.statuses()).containsOnlyKeys(404, 410);
    // 1,200 are due, and as many are sent as the machine can; a hundred are some of each kind.
    assertThat(result.statuses().get(404) + result.statuses().get(410)).isGreaterThan(100);
    assertThat(result.counted("serving_index_lookups_total")).isZero();
    assertThat(result.counted("serving_readback_reads_total")).isZero();
    assertThat(result.counted("serving_responses_total")).isGreaterThan(100);
  }
}
