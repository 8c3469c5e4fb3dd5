package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.traffic.LiveTrack;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The {@code ./origin bench trickle} command. Clients that send hardly anything hold connections on
 * every listener while live traffic continues.
 */
@Command(
    name = "trickle",
    mixinStandardHelpOptions = true,
    description =
        "Clients on every listener send a byte every five seconds or never read, beside live"
            + " traffic.")
public final class TrickleStormBench extends StormBench {
  @Option(
      names = "--clients",
      defaultValue = "400",
      paramLabel = "N",
      description = "Clients on each listener (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(names = "--tls", description = "All listeners use HTTPS.")
  private boolean tls;

  @Override
  String heading() {
    return tls ? "Trickling clients over TLS" : "Trickling clients";
  }

  @Override
  String words() {
    return """
        `./origin bench trickle --clients %d%s`: on each of ingest, serving and admin, %d clients send one byte of a request
        every five seconds. They trickle heads and bodies, in requests that are accepted and in requests that are refused. As many
        others request metrics or a segment and never read the responses.%s
        The bar: p99 of PUT, GET and health within 2x of quiet."""
        .formatted(
            clients,
            tls ? " --tls" : "",
            clients,
            tls ? " As many again, on each listener, trickle a TLS handshake." : "");
  }

  @Override
  String run(StormSettings settings) throws IOException, InterruptedException {
    StormSettings secured =
        tls
            ? settings.with(
                settings.plan().tls(BenchTls.make(settings.plan().directory(), clock())))
            : settings;
    return run(secured, clients, clock()).markdown();
  }

  /**
   * Runs the storm.
   *
   * @param each the number of clients on each of the three listeners, see {@code TrickleClients}
   */
  public static StormResult run(StormSettings settings, int each, Clock clock)
      throws IOException, InterruptedException {
    LiveTrack live = LiveTrack.all(Storm.events(settings.clients(), settings.tolerance())).get(0);
    return Storm.run(
        settings,
        List.of(),
        clock,
        origin ->
            new TrickleClients(
                origin, each, live.path(live.schedule().liveEdge(clock.millis()) + 2)));
  }
}
