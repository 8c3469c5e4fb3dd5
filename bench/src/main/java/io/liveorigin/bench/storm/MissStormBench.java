package io.liveorigin.bench.storm;

import io.liveorigin.bench.traffic.OpenLoop;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The {@code ./origin bench miss} command. Clients send requests for resources that do not exist,
 * each time for a different one: unknown events and representations, numbers in the far future and
 * the far past, meaningless paths. Meanwhile live viewers and packagers continue.
 */
@Command(
    name = "miss",
    mixinStandardHelpOptions = true,
    description =
        "Requests resources that do not exist, a different one each time, beside live traffic.")
public final class MissStormBench extends StormBench {
  private static final int KINDS = 6;
  private static final long FAR = 100_000;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Requests per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Override
  String heading() {
    return "404 storm";
  }

  @Override
  String words() {
    return """
        `./origin bench miss --cores 0,1 --rate %d`: clients request unknown events and representations, numbers far in the
        future and far in the past, and random paths, in an open loop. The bars: no look-up in a store, no read-back, p99 to a
        live viewer within 1.3x of quiet."""
        .formatted(Math.round(rate));
  }

  @Override
  String run(StormSettings settings) throws IOException, InterruptedException {
    return run(settings, rate, clock()).markdown();
  }

  /** Runs the storm with this number of requests per second. */
  public static StormResult run(StormSettings settings, double perSecond, Clock clock)
      throws IOException, InterruptedException {
    // Some of the missing resources belong to an event that exists, so at least one is declared.
    List<EventDefinition> one = Storm.events(1, settings.tolerance());
    Schedule schedule = one.get(0).schedule();
    return Storm.run(
        settings,
        settings.clients() == 0 ? one : List.of(),
        clock,
        origin ->
            new Storm.Steady(
                OpenLoop.gets(
                    origin.servingPort(),
                    Storm.CONNECTIONS,
                    () -> path(schedule.liveEdge(clock.millis()))),
                perSecond));
  }

  private static String path(long edge) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String any = Long.toHexString(random.nextLong());
    return switch (random.nextInt(KINDS)) {
      case 0 -> "/bench/" + any + "/v360-" + edge + ".m4s";
      case 1 -> "/bench/live-0/v360-" + (edge + 2 + random.nextLong(FAR)) + ".m4s";
      case 2 -> "/bench/live-0/v360-" + random.nextLong(edge - FAR) + ".m4s";
      case 3 -> "/bench/live-0/" + any + "-" + edge + ".m4s";
      case 4 -> "/bench/live-0/" + any + ".html";
      default -> "/" + any;
    };
  }
}
