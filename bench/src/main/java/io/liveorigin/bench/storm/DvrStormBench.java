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
    description = "Old segments are asked for at twice what the node can, beside live traffic.")
public final class DvrStormBench implements Callable<Integer> {
  @Mixin private StormOptions options;

  @Option(
      names = "--segments",
      defaultValue = "1500",
      description = "Old segments (default: ${DEFAULT-VALUE}).")
  private int segments;

  @Option(
      names = "--bytes",
      defaultValue = "400000",
      description = "Size of each (default: ${DEFAULT-VALUE}).")
  private int bytes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second (default: twice what the node is found to answer).")
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
            "`./origin bench dvr-storm --cores 0,1`: "
                + segments
                + " old segments of "
                + bytes / 1000
                + " kB are asked for at random, in an open loop, at the rate below (by default twice what the node was found to answer)."
                + "\nThe bars: no live segment missed, p99 to a live viewer at most 100 ms, p99 of PUT within 1.5x of quiet.",
            settings -> new DvrStorm(settings, segments, bytes, wanted, clock).run().markdown());
    return 0;
  }
}
