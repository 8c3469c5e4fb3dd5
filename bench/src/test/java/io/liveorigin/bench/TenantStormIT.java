package io.liveorigin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.storm.StormSettings;
import io.liveorigin.bench.storm.TenantStormBench;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One tenant asks for ten times its limits. Invariants: the other tenant misses no segment, all its
 * PUTs are stored and nobody of it is refused; the noisy one is refused as documented. How late the
 * other's segments are is measured by {@code ./origin bench tenants} and not here.
 */
class TenantStormIT {
  private static final int SEGMENTS = 450;
  private static final int BYTES = 400_000;

  /** As much noise as any machine can make beside the live events. */
  private static final double SHARE = 0.1;

  /** Three quarters of it are cache: less than the old segments. */
  private static final String MEMORY = "-XX:MaxDirectMemorySize=192m";

  @TempDir Path directory;

  @Test
  void the_noisy_tenant_is_refused_and_the_quiet_one_goes_on() throws Exception {
    OriginPlan plan = ShortPlan.in(directory).flags(OriginPlan.SERVING, List.of(MEMORY));
    StormSettings settings = new StormSettings(plan, 2, 1, 12, 2, Tolerance.ofAnyMachine());

    TenantStormBench.Result result =
        TenantStormBench.run(settings, SEGMENTS, BYTES, SHARE, Clock.systemUTC());

    assertThat(result.storm().missed()).isZero();
    assertThat(result.storm().notStored()).isZero();
    assertThat(result.storm().stormView().sorted()).as("live segments in the storm").isNotEmpty();
    assertThat(result.noise().get("PUT")).containsKey(429);
    assertThat(result.noise().get("GET")).containsKeys(200, 503);
    assertThat(result.noise().get("held GET")).containsKey(503);
    assertThat(result.noise().get("DVR")).containsKey(503);
    assertThat(result.noise().get("admin")).containsKeys(409, 429);
    assertThat(result.storm().counted().keySet())
        .filteredOn(series -> series.startsWith("serving_tenant_refusals_total"))
        .allSatisfy(series -> assertThat(series).contains("tenant=\"noisy\""))
        .anySatisfy(series -> assertThat(series).contains("limit=\"gets\""))
        .anySatisfy(series -> assertThat(series).contains("limit=\"held-requests\""))
        .anySatisfy(series -> assertThat(series).contains("limit=\"read-back-bytes\""))
        .anySatisfy(series -> assertThat(series).contains("limit=\"events\""))
        .anySatisfy(series -> assertThat(series).contains("limit=\"masks\""))
        .anySatisfy(series -> assertThat(series).contains("limit=\"notifications\""))
        .anySatisfy(series -> assertThat(series).contains("limit=\"invalidations\""));
  }
}
