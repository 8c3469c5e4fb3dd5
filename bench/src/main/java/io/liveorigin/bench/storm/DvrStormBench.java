package io.liveorigin.bench.storm;

import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.OpenLoop;
import io.liveorigin.bench.traffic.PastSegments;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The {@code ./origin bench dvr-storm} command. Viewers request old segments at twice the rate that
 * the node can serve. The requests are spread over the whole time-shift window, so that no cache
 * helps. Meanwhile live viewers and packagers continue.
 */
@Command(
    name = "dvr-storm",
    mixinStandardHelpOptions = true,
    description =
        "Requests old segments at twice the rate that the node can serve, beside live traffic.")
public final class DvrStormBench extends StormBench {
  private static final double OVERLOAD = 2;

  /**
   * More requests per second than any node can serve: the rate of the responses that arrive in time
   * is the node's capacity.
   */
  private static final double FLOOD = 3_000;

  private static final int FLOOD_CONNECTIONS = 16;
  private static final int CALIBRATIONS = 2;

  /** The length of the warm-up, in calibrations. */
  private static final int WARM_UPS = 2;

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
  String heading() {
    return "DVR storm";
  }

  @Override
  String words() {
    return """
        `./origin bench dvr-storm --cores 0,1`: clients request %d old segments of %d kB at random, in an open loop, at the rate
        below (by default twice the rate that the node was found to serve). The bars: no live segment missed, p99 to a live viewer
        at most 100 ms, p99 of PUT within 1.5x of quiet."""
        .formatted(segments, bytes / 1000);
  }

  @Override
  String run(StormSettings settings) throws IOException, InterruptedException {
    return run(settings, segments, bytes, rate, clock()).markdown();
  }

  /**
   * Runs the storm.
   *
   * @param segments the number of old segments
   * @param bytes the size of each; together they are larger than the node's cache
   * @param rate requests per second; empty for twice the node's measured capacity
   */
  public static StormResult run(
      StormSettings settings, int segments, int bytes, Optional<Double> rate, Clock clock)
      throws IOException, InterruptedException {
    EventDefinition event =
        Clip.eventDefinition("bench", "dvr", List.of("a"))
            .withTimeShiftBufferDepth(Duration.ofHours(3));
    return Storm.run(
        settings,
        List.of(event),
        clock,
        origin -> {
          List<String> paths =
              PastSegments.publish(origin, LiveTrack.all(event, bytes), segments, clock);
          double reached = OVERLOAD * capacity(settings, origin, paths);
          return new Storm.Steady(load(origin, paths, Storm.CONNECTIONS), rate.orElse(reached));
        });
  }

  /**
   * Returns the node's capacity in responses per second. First the JVM is warmed up, which does not
   * count. Then a few connections send requests as fast as possible. Finally the load is twice the
   * highest rate so far, as in the storm itself.
   */
  private static double capacity(StormSettings settings, OriginProcesses origin, List<String> paths)
      throws InterruptedException {
    long part = TimeUnit.SECONDS.toNanos(settings.warmUpSeconds());
    load(origin, paths, FLOOD_CONNECTIONS).run(FLOOD, WARM_UPS * part);
    double reached = answered(load(origin, paths, FLOOD_CONNECTIONS).run(FLOOD, part));
    for (int i = 0; i < CALIBRATIONS; i++) {
      OpenLoop load = load(origin, paths, Storm.CONNECTIONS);
      reached = Math.max(reached, answered(load.run(OVERLOAD * reached, part)));
    }
    return reached;
  }

  private static double answered(OpenLoop.Tally tally) {
    return Math.max(1, tally.statuses().getOrDefault(200, 0L) / tally.seconds());
  }

  private static OpenLoop load(OriginProcesses origin, List<String> paths, int connections) {
    return OpenLoop.gets(origin.servingPort(), connections, paths);
  }
}
