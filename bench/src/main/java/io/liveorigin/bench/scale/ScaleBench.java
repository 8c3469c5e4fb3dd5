package io.liveorigin.bench.scale;

import io.liveorigin.bench.heap.HeapBench;
import io.liveorigin.bench.process.JavaOptions;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.Scratch;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.RecordOption;
import io.liveorigin.bench.report.Section;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ./origin bench scale} command. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = "Measures what a segment costs the serving node, by events and by the window.")
public final class ScaleBench implements Callable<Integer> {
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
      converter = HeapBench.Lengths.class,
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

  @Mixin private RecordOption record;
  @Mixin private JavaOptions java;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    ScaleRun run =
        new ScaleRun(new ScaleRun.Times(SETTLE, IDLE, WARM_UP, Duration.ofSeconds(seconds)), clock);
    List<ScaleRun.Step> byEvents = new ArrayList<>();
    for (int count : events) {
      try (Scratch scratch = Scratch.make("origin-scale")) {
        byEvents.add(run.events(java.applyTo(OriginPlan.in(scratch.directory())), count));
      }
    }
    List<ScaleRun.Step> byWindow = new ArrayList<>();
    for (Duration window : windows) {
      try (Scratch scratch = Scratch.make("origin-scale")) {
        OriginPlan plan = java.applyTo(OriginPlan.in(scratch.directory()));
        byWindow.add(run.window(plan, window, representations));
      }
    }
    record.publish(
        new Section(
            "scale",
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
                    Machine.describe(clock),
                    ScaleRun.markdown("events", byEvents),
                    representations,
                    ScaleRun.markdown("window", byWindow))));
    return 0;
  }
}
