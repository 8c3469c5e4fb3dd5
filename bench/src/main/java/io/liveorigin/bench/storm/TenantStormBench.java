package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginPlan;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench tenants} command. */
@Command(
    name = "tenants",
    mixinStandardHelpOptions = true,
    description = "One tenant exceeds its limits tenfold, beside live traffic of another.")
public final class TenantStormBench implements Callable<Integer> {
  /**
   * Three quarters of this memory are cache: less than the size of the noisy tenant's old segments.
   */
  private static final List<String> MEMORY = List.of("-XX:MaxDirectMemorySize=192m");

  @Mixin private StormOptions options;

  @Option(
      names = "--segments",
      defaultValue = "600",
      description = "Number of old segments of the noisy tenant (default: ${DEFAULT-VALUE}).")
  private int segments;

  @Option(
      names = "--bytes",
      defaultValue = "400000",
      description = "Size of each in bytes (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    new StormRun(options, clock)
        .run(
            "tenants",
            "One tenant beside another",
            "`./origin bench tenants --rounds 3 --cores 0,1`: a noisy tenant sends PUTs, GETs,"
                + " requests that are held, requests for old"
                + "\nsegments and orders to the admin API, in open loops at ten times its limits."
                + " The first table is about another tenant, which"
                + "\nhas live traffic. The bars for it: no segment missed, p99 of PUT and"
                + " p99 from PUT to a held viewer within 1.5x of quiet.",
            settings -> {
              OriginPlan plan = settings.plan().flags(OriginPlan.SERVING, MEMORY);
              return new TenantStorm(settings.with(plan), segments, bytes, 1, clock)
                  .run()
                  .markdown();
            });
    return 0;
  }
}
