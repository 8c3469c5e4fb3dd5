package io.liveorigin.bench.storm;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench miss} command. */
@Command(
    name = "miss",
    mixinStandardHelpOptions = true,
    description =
        "Requests resources that do not exist, a different one each time, beside live traffic.")
public final class MissStormBench implements Callable<Integer> {
  @Mixin private StormOptions options;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Requests per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    new StormRun(options, clock)
        .run(
            "miss",
            "404 storm",
            "`./origin bench miss --cores 0,1 --rate "
                + Math.round(rate)
                + "`: clients request unknown events and representations, numbers far in the"
                + "\nfuture and far in the past, and random paths, in an open loop. The bars:"
                + " no look-up in a store, no read-back, p99 to a"
                + "\nlive viewer within 1.3x of quiet.",
            settings -> new MissStorm(settings, rate, clock).run().markdown());
    return 0;
  }
}
