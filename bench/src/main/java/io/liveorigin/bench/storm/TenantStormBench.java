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
    description = "One tenant asks for ten times its limits, beside live traffic of another.")
public final class TenantStormBench implements Callable<Integer> {
  /**
   * Three quarters of this memory are cache: less than the size of the noisy tenant's old segments.
   */
  private static final List<String> MEMORY = List.of("-XX:MaxDirectMemorySize=192m");

  @Mixin private StormOptions options;

  @Option(
      names = "--segments",
      defaultValue = "600",
      description = "Old segments of the noisy tenant (default: ${DEFAULT-VALUE}).")
  private int segments;

  @Option(
      names = "--bytes",
      defaultValue = "400000",
      description = "Size of each (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    new StormRun(options, clock)
        .run(
            "tenants",
            "One tenant beside another",
            "`./origin bench tenants --rounds 3 --cores 0,1`: a tenant PUTs, GETs, wants to be held,"
                + " asks for old segments and gives orders at ten times its limits, in open loops."
                + "\nThe bars for the quiet tenant, whose figures these are: no segment missed, p99 of PUT"
                + " and from PUT to a held viewer within 1.5x of quiet.",
            settings -> {
              OriginPlan plan = settings.plan().flags(OriginPlan.SERVING, MEMORY);
              return new TenantStorm(settings.with(plan), segments, bytes, 1, clock)
                  .run()
                  .markdown();
            });
    return 0;
  }
}
