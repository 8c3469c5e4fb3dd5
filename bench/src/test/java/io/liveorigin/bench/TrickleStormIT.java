package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.storm.StormResult;
import io.liveorigin.bench.storm.StormSettings;
import io.liveorigin.bench.storm.TrickleStormBench;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * More clients than there are threads hold a connection on every listener. Invariant: what honest
 * clients send and ask for is answered.
 */
class TrickleStormIT {
  /** The serving listener has 64 threads, and ingest, which gets twice as many, has 250. */
  private static final int EACH = 150;

  @TempDir Path directory;

  @ParameterizedTest(name = "TLS {0}")
  @ValueSource(booleans = {false, true})
  void whoever_trickles_takes_nothing_from_the_others(boolean tls) throws Exception {
    Clock clock = Clock.systemUTC();
    OriginPlan plan = ShortPlan.in(directory);
    StormSettings settings =
        new StormSettings(
            tls ? plan.tls(BenchTls.make(directory, clock)) : plan,
            1,
            1,
            6,
            1,
            Tolerance.ofAnyMachine());

    StormResult result = TrickleStormBench.run(settings, EACH, clock);

    assertThat(result.missed()).isZero();
    assertThat(result.notStored()).isZero();
    assertThat(result.unhealthy()).isZero();
  }
}
