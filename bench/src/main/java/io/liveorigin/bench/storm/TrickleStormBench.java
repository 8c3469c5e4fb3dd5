package io.liveorigin.bench.storm;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./origin bench trickle}. */
@Command(
    name = "trickle",
    mixinStandardHelpOptions = true,
    description =
        "Clients that send a byte every five seconds, or do not read, on every listener, beside live"
            + " traffic.")
public final class TrickleStormBench implements Callable<Integer> {
  @Mixin private StormOptions options;

  @Option(
      names = "--clients",
      defaultValue = "400",
      paramLabel = "N",
      description = "Clients on each listener (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    new StormRun(options, clock)
        .run(
            "trickle",
            "Trickling clients",
            "`./origin bench trickle --clients "
                + clients
                + "`: on each of ingest, serving and admin so many clients send a byte of a request every five seconds, of"
                + " heads and of bodies, of what is accepted and of what is refused, or ask for figures and do not read them."
                + "\nThe bar: PUT, GET and health p99 within 2x of quiet.",
            settings -> new TrickleStorm(settings, clients, clock).run().markdown());
    return 0;
  }
}
