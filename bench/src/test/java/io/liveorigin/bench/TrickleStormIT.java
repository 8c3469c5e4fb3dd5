package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.storm.StormResult;
import io.liveorigin.bench.storm.StormSettings;
import io.liveorigin.bench.storm.TrickleStorm;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More clients than there are threads hold a connection on every listener. Invariant: what honest
 * clients send and ask for is answered.
 */
class TrickleStormIT {
  @TempDir Path directory;

  @Test
  void whoever_trickles_takes_nothing_from_the_others() {
    StormSettings settings =
        new StormSettings(OriginPlan.in(directory), 1, 1, 10, 6, Tolerance.ofAnyMachine());

    StormResult result = new TrickleStorm(settings, 300, Clock.systemUTC()).run();

    assertThat(result.missed()).isZero();
    assertThat(result.notStored()).isZero();
    assertThat(result.unhealthy()).isZero();
  }
}
