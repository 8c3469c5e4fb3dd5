package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench trickle} command. */
@Command(
    name = "trickle",
    mixinStandardHelpOptions = true,
    description =
        "Clients on every listener send a byte every five seconds or never read, beside live"
            + " traffic.")
public final class TrickleStormBench implements Callable<Integer> {
  @Mixin private StormOptions options;

  @Option(
      names = "--clients",
      defaultValue = "400",
      paramLabel = "N",
      description = "Clients on each listener (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(names = "--tls", description = "All listeners use HTTPS.")
  private boolean tls;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    new StormRun(options, clock)
        .run(
            tls ? "trickle-tls" : "trickle",
            tls ? "Trickling clients over TLS" : "Trickling clients",
            "`./origin bench trickle --clients "
                + clients
                + (tls ? " --tls" : "")
                + "`: on each of ingest, serving and admin, "
                + clients
                + " clients send one byte of a request"
                + "\nevery five seconds. They trickle heads and bodies, in requests that are"
                + " accepted and in requests that are refused. As many"
                + "\nothers request metrics or a segment and never read the responses."
                + (tls ? " As many again, on each listener, trickle a TLS handshake." : "")
                + "\nThe bar: p99 of PUT, GET and health within 2x of quiet.",
            settings ->
                new TrickleStorm(secured(settings, clock), clients, clock).run().markdown());
    return 0;
  }

  private StormSettings secured(StormSettings settings, Clock clock) {
    if (!tls) {
      return settings;
    }
    try {
      return settings.with(settings.plan().tls(BenchTls.make(settings.plan().directory(), clock)));
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the certificate cannot be written: " + e, e);
    }
  }
}
