package io.liveorigin.bench.storm;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench dvr-storm} command. */
@Command(
    name = "dvr-storm",
    mixinStandardHelpOptions = true,
    description =
        "Requests old segments at twice the rate that the node can serve, beside live traffic.")
public final class DvrStormBench implements Callable<Integer> {
  @Mixin private StormOptions options;

  @Option(
      names = "--segments",
      defaultValue = "1500",
      description = "Number of old segments (default: ${DEFAULT-VALUE}).")
  private int segments;

  @Option(
      names = "--bytes",
      defaultValue = "400000",
      description = "Size of each in bytes (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Requests per second (default: twice the rate that the node was found to serve).")
  private Optional<Double> rate = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    OptionalDouble wanted =
        rate.isPresent() ? OptionalDouble.of(rate.get()) : OptionalDouble.empty();
    new StormRun(options, clock)
        .run(
            "dvr-storm",
            "DVR storm",
            "`./origin bench dvr-storm --cores 0,1`: clients request "
                + segments
                + " old segments of "
                + bytes / 1000
                + " kB at random, in an open loop, at the rate"
                + "\nbelow (by default twice the rate that the node was found to serve). The bars:"
                + " no live segment missed, p99 to a live viewer"
                + "\nat most 100 ms, p99 of PUT within 1.5x of quiet.",
            settings -> new DvrStorm(settings, segments, bytes, wanted, clock).run().markdown());
    return 0;
  }
}
