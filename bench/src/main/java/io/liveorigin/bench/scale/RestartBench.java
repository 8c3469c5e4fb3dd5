package io.liveorigin.bench.scale;

import io.liveorigin.bench.command.Bench;
import io.liveorigin.bench.command.JavaOptions;
import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Machine;
import io.liveorigin.bench.report.Section;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The {@code ./origin bench restart} command: restarts of a serving node with a full window,
 * alternately after SIGTERM and after SIGKILL.
 */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = "Measures how long a serving node takes to restart over a full window.")
public final class RestartBench extends Bench {
  private static final Bar CLEAN = Bar.atMost(5);
  private static final Bar KILLED = Bar.atMost(15);
  private static final int PROBES = 5;

  @Option(
      names = "--hours",
      defaultValue = "24",
      description = "Hours of decisions in the window (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Option(
      names = "--representations",
      defaultValue = "12",
      description = "Representations of the one event (default: ${DEFAULT-VALUE}).")
  private int representations;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Restarts of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private JavaOptions java;

  /**
   * The seconds from the start of the process until the node is ready and an old segment is found.
   *
   * @param storeBytes the size of the stores on disk after the first clean stop
   */
  public record Result(
      NodeUnderTest.Filled filled, List<Double> clean, List<Double> killed, long storeBytes) {
    public Result {
      clean = clean.stream().sorted().toList();
      killed = killed.stream().sorted().toList();
    }

    /** Returns the figures as a Markdown table. */
    public String markdown() {
      Table table = new Table("| start | median s | worst s | the bar, of the worst |");
      row(table, "after SIGTERM", clean, CLEAN);
      row(table, "after SIGKILL", killed, KILLED);
      return table
          .line(
              "| new cell, stores built from `selections` | %.1f | | |%n", filled.newCellSeconds())
          .line(
              "%,d decisions (written in %.1f s). The stores take %,d bytes on disk,"
                  + " %.0f a segment.",
              filled.decisions(),
              filled.fillSeconds(),
              storeBytes,
              (double) storeBytes / filled.decisions())
          .toString();
    }

    private static void row(Table table, String name, List<Double> seconds, Bar bar) {
      double worst = seconds.get(seconds.size() - 1);
      double median = seconds.get(seconds.size() / 2);
      table.line("| %s | %.2f | %.2f | %s |", name, median, worst, bar.verdict(worst));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Duration window = Duration.ofHours(hours);
    Result result =
        inScratch(
            "origin-restart",
            directory -> run(java.plan(directory), window, representations, rounds, clock()));
    return publish(
        new Section(
            "Restart over a full window",
            """
            `./origin bench restart`: `selections` holds %d h of %d representations, two clean copies a decision, each in a batch of its
            own. The time runs from the start of the process `origin serve`, including Java's own start, until both `/health/ready` and
            a GET of an old segment return 200. There are %d starts of each kind, in turns. A new cell has no stores and no offsets. Like
            any new cell, it has candidates only for what was published lately; the same is true of the stores whose size is given.

            %s; not pinned.

            %s"""
                .formatted(
                    hours, representations, rounds, Machine.describe(clock()), result.markdown())));
  }

  /**
   * Runs the restarts.
   *
   * @param window the time-shift window, which is filled with decisions
   * @param rounds the number of restarts of each kind, at least one
   */
  public static Result run(
      OriginPlan plan, Duration window, int representations, int rounds, Clock clock)
      throws IOException, InterruptedException {
    EventDefinition event = PastDecisions.event("restart", representations, window);
    try (OriginProcesses origin = OriginProcesses.start(plan.window(window))) {
      origin.declare(List.of(event));
      NodeUnderTest node = new NodeUnderTest(origin);
      List<String> old = publishOld(origin, event, clock);
      for (String path : old) {
        node.awaitFound(path);
      }
      NodeUnderTest.Filled filled = node.fill(event, old.get(0), clock);
      List<Double> clean = new ArrayList<>();
      List<Double> killed = new ArrayList<>();
      long bytes = 0;
      for (int round = 0; round < rounds; round++) {
        origin.stop(OriginPlan.SERVING);
        bytes = round == 0 ? node.storeBytes() : bytes;
        clean.add(node.start(old.get(round % old.size())));
        origin.kill(OriginPlan.SERVING);
        killed.add(node.start(old.get((round + 1) % old.size())));
      }
      return new Result(filled, clean, killed, bytes);
    }
  }

  /** Publishes a few real segments from the middle of the window and returns their paths. */
  private static List<String> publishOld(OriginProcesses origin, EventDefinition event, Clock clock)
      throws IOException {
    String representation = event.representations().get(0).id();
    LiveTrack track = new LiveTrack(event, representation, PastDecisions.clip(), 0);
    long now = clock.millis();
    long half = (event.schedule().liveEdge(now) + event.schedule().windowStart(now)) / 2;
    List<String> paths = new ArrayList<>();
    try (Connection ingest = new Connection(origin.ingestPort())) {
      for (long number = half; number < half + PROBES; number++) {
        ingest.store(track.path(number), track.segment(number));
        paths.add(track.path(number));
      }
    }
    return paths;
  }
}
