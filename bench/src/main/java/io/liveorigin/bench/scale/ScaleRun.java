package io.liveorigin.bench.scale;

import io.liveorigin.bench.command.Lengths;
import io.liveorigin.bench.heap.JvmMemory;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The cost of a steady rate to the serving node, by the number of events and by the contents of its
 * window.
 */
public final class ScaleRun {
  private static final Duration USUAL_WINDOW = Duration.ofMinutes(10);
  private static final int REPRESENTATIONS = 3;
  private static final int THREADS = 8;
  private static final long SPREAD_MILLIS = 1_800;

  /**
   * The durations of the phases.
   *
   * @param settle before the idle phase
   * @param idle without traffic
   * @param warmUp with traffic
   * @param measured with traffic
   */
  public record Times(Duration settle, Duration idle, Duration warmUp, Duration measured) {}

  /**
   * The results of a step.
   *
   * @param decisions the number of decisions in the window beforehand
   * @param idleMillis processor time per second without traffic, in milliseconds
   * @param busyMillis processor time per second with traffic, in milliseconds
   * @param segments the numbers that both pipelines stored during the measurement
   * @param seconds the length of the measurement
   * @param all the number of decisions and segments in the stores
   * @param startSeconds the time from a start after a clean stop until the node is ready
   */
  public record Step(
      String name,
      long decisions,
      double idleMillis,
      double busyMillis,
      long segments,
      long failed,
      double seconds,
      JvmMemory.Sample memory,
      long storeBytes,
      long all,
      double startSeconds) {
    double millisASegment() {
      return busyMillis * seconds / segments;
    }

    double aboveIdle() {
      return (busyMillis - idleMillis) * seconds / segments;
    }

    double bytesASegment() {
      return (double) storeBytes / all;
    }
  }

  private final Times times;
  private final Clock clock;

  public ScaleRun(Times times, Clock clock) {
    this.times = times;
    this.clock = clock;
  }

  /**
   * Measures {@code count} events of three representations with the usual window, which is empty at
   * first.
   */
  public Step events(OriginPlan plan, int count) throws IOException, InterruptedException {
    List<EventDefinition> events =
        IntStream.range(0, count)
            .mapToObj(i -> PastDecisions.event("scale-" + i, REPRESENTATIONS, USUAL_WINDOW))
            .toList();
    return step(plan, count + " events", events, false);
  }

  /** Measures one event with a window full of decisions. */
  public Step window(OriginPlan plan, Duration window, int representations)
      throws IOException, InterruptedException {
    EventDefinition event = PastDecisions.event("scale", representations, window);
    return step(plan.window(window), Lengths.written(window), List.of(event), true);
  }

  private Step step(OriginPlan plan, String name, List<EventDefinition> events, boolean full)
      throws IOException, InterruptedException {
    try (OriginProcesses origin = OriginProcesses.start(plan.pipelines("a", "b"))) {
      origin.declare(events);
      NodeUnderTest node = new NodeUnderTest(origin);
      long decisions = full ? node.fill(events.get(0), "", clock).decisions() : 0;
      Thread.sleep(times.settle().toMillis());
      double idle = millisASecond(origin, times.idle());
      AtomicLong stored = new AtomicLong();
      AtomicLong failed = new AtomicLong();
      try (LiveTraffic traffic =
          packagers(origin, events, put -> (put.stored() ? stored : failed).incrementAndGet())) {
        traffic.start();
        Thread.sleep(times.warmUp().toMillis());
        long before = stored.get();
        long start = System.nanoTime();
        double busy = millisASecond(origin, times.measured());
        long segments = stored.get() - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        JvmMemory.Sample memory;
        try (JvmMemory jvm = JvmMemory.of(origin.pid(OriginPlan.SERVING))) {
          memory = jvm.take();
        }
        traffic.close();
        origin.stop(OriginPlan.SERVING);
        return new Step(
            name,
            decisions,
            idle,
            busy,
            segments,
            failed.get(),
            seconds,
            memory,
            node.storeBytes(),
            decisions + stored.get(),
            node.start(""));
      }
    }
  }

  /**
   * Returns packagers of two pipelines that PUT every segment of all tracks of events with one
   * schedule, one track after another, evenly over the duration of a segment.
   */
  private LiveTraffic packagers(
      OriginProcesses origin, List<EventDefinition> events, Consumer<LiveTraffic.Put> sink) {
    LiveTraffic traffic = new LiveTraffic(origin, clock);
    List<LiveTraffic.Channel> all = new ArrayList<>();
    long first = events.get(0).schedule().liveEdge(clock.millis()) + 2;
    for (EventDefinition event : events) {
      for (Representation r : event.representations()) {
        LiveTrack track = new LiveTrack(event, r.id(), PastDecisions.clip(), 0);
        all.add(new LiveTraffic.Channel(track, first, false));
      }
    }
    Map<LiveTraffic.Channel, Long> offsets = new IdentityHashMap<>();
    all.forEach(channel -> offsets.put(channel, SPREAD_MILLIS * offsets.size() / all.size()));
    LiveTraffic.Pace pace =
        (channel, number) ->
            channel.track().schedule().due(number) - SPREAD_MILLIS - 100 + offsets.get(channel);
    for (int i = 0; i < Math.min(THREADS, all.size()); i++) {
      List<LiveTraffic.Channel> own = new ArrayList<>();
      for (int j = i; j < all.size(); j += THREADS) {
        own.add(all.get(j));
      }
      traffic.packager("s-" + i, own, PastDecisions.PIPELINES, pace, sink);
    }
    return traffic;
  }

  private static double millisASecond(OriginProcesses origin, Duration length)
      throws InterruptedException {
    long start = System.nanoTime();
    double before = origin.processorSeconds().get(OriginPlan.SERVING);
    Thread.sleep(length.toMillis());
    double used = origin.processorSeconds().get(OriginPlan.SERVING) - before;
    return used * 1e12 / (System.nanoTime() - start);
  }

  /**
   * Returns a Markdown table with a row for each step, and the ratios of the largest to the
   * smallest figures.
   */
  public static String markdown(String what, List<Step> steps) {
    Table table =
        new Table(
            "| "
                + what
                + " | decisions before | segments/s | not stored | processor idle, ms/s"
                + " | ms a segment | above idle | live heap MiB | resident MiB"
                + " | store bytes a segment | start s |");
    for (Step s : steps) {
      table.line(
          "| %s | %,d | %.1f | %d | %.0f | %.2f | %.2f | %.1f | %.0f | %.0f | %.2f |",
          s.name(),
          s.decisions(),
          s.segments() / s.seconds(),
          s.failed(),
          s.idleMillis(),
          s.millisASegment(),
          s.aboveIdle(),
          s.memory().heap(),
          s.memory().resident(),
          s.bytesASegment(),
          s.startSeconds());
    }
    return table
        .line(
            "| largest / smallest | | | | %s | %s | %s | %s | %s | %s | %s |",
            apart(steps, Step::idleMillis),
            apart(steps, Step::millisASegment),
            apart(steps, Step::aboveIdle),
            apart(steps, s -> s.memory().heap()),
            apart(steps, s -> s.memory().resident()),
            apart(steps, Step::bytesASegment),
            apart(steps, Step::startSeconds))
        .toString();
  }

  private static String apart(List<Step> steps, ToDoubleFunction<Step> figure) {
    double most = steps.stream().mapToDouble(figure).max().orElseThrow();
    double least = steps.stream().mapToDouble(figure).min().orElseThrow();
    return least > 0 ? String.format(Locale.ROOT, "%.2f", most / least) : "-";
  }
}
