package io.liveorigin.bench.scale;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Bar;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Restarts of a serving node with a full window, alternately after SIGTERM and after SIGKILL. */
public final class RestartRun {
  private static final Bar CLEAN = Bar.atMost(5);
  private static final Bar KILLED = Bar.atMost(15);
  private static final int PROBES = 5;

  private final OriginPlan plan;
  private final Duration window;
  private final int representations;
  private final int rounds;
  private final Clock clock;

  /**
   * @param window the time-shift window, which is filled with decisions
   * @param rounds the number of restarts of each kind, at least one
   */
  public RestartRun(
      OriginPlan plan, Duration window, int representations, int rounds, Clock clock) {
    this.plan = plan.window(window);
    this.window = window;
    this.representations = representations;
    this.rounds = rounds;
    this.clock = clock;
  }

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

  public Result run() throws IOException, InterruptedException {
    EventDefinition event = PastDecisions.event("restart", representations, window);
    try (OriginProcesses origin = OriginProcesses.start(plan)) {
      origin.declare(List.of(event));
      NodeUnderTest node = new NodeUnderTest(origin);
      List<String> old = publish(origin, event);
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
  private List<String> publish(OriginProcesses origin, EventDefinition event) throws IOException {
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
