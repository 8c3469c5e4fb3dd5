package io.liveorigin.bench.scale;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.command.Lengths;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench scale} command. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = "Measures what a segment costs the serving node, by events and by the window.")
public final class ScaleBench extends Bench {
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(15);
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  @Option(
      names = "--events",
      split = ",",
      defaultValue = "1,10,100",
      description = "Steps by events of three representations (default: ${DEFAULT-VALUE}).")
  private List<Integer> events;

  @Option(
      names = "--windows",
      split = ",",
      defaultValue = "10m,2h,24h",
      paramLabel = "TIME",
      converter = Lengths.class,
      description = "Steps by the window of one event, which is full (default: ${DEFAULT-VALUE}).")
  private List<Duration> windows;

  @Option(
      names = "--representations",
      defaultValue = "12",
      description = "Representations of the event with a full window (default: ${DEFAULT-VALUE}).")
  private int representations;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "Measured seconds in each step (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    ScaleRun run =
        new ScaleRun(
            new ScaleRun.Times(SETTLE, IDLE, WARM_UP, Duration.ofSeconds(seconds)), clock());
    List<ScaleRun.Step> byEvents = new ArrayList<>();
    for (int count : events) {
      byEvents.add(inScratch("origin-scale", directory -> run.events(java.plan(directory), count)));
    }
    List<ScaleRun.Step> byWindow = new ArrayList<>();
    for (Duration window : windows) {
      byWindow.add(
          inScratch(
              "origin-scale",
              directory -> run.window(java.plan(directory), window, representations)));
    }
    return publish(
        new Section(
            "By events and by the window",
            """
            `./origin bench scale`: two pipelines PUT segments of `v180` of the clip in real time, spread over their 2 s, for %d s after
            %d s of warm-up. Each step is an origin of its own. A segment is a number of a track with both copies. Processor time is that
            of the serving node; *idle* is its use before any traffic, with the events declared. The heap is measured after a full
            collection, the size of the stores after a clean stop, and the start is the one after that stop.

            %s; not pinned: broker, ingests, serving node and load share all cores.

            Events of three representations, window of 10 min, empty at first:

            %s
            One event of %d representations, its window filled with decisions before (without candidates, as in a new cell):

            %s"""
                .formatted(
                    seconds,
                    WARM_UP.toSeconds(),
                    Machine.describe(clock()),
                    ScaleRun.markdown("events", byEvents),
                    representations,
                    ScaleRun.markdown("window", byWindow))));
  }
}
