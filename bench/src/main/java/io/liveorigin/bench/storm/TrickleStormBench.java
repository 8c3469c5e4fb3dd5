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

  @Option(names = "--tls", description = "All listeners speak https.")
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
                + "`: on each of ingest, serving and admin so many clients send a byte of a request every five seconds, of"
                + " heads and of bodies, of what is accepted and of what is refused, or ask for figures and do not read them"
                + (tls ? "; as many again send a byte of a TLS handshake." : ".")
                + "\nThe bar: PUT, GET and health p99 within 2x of quiet.",
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
