package io.liveorigin.bench.scale;

import io.liveorigin.bench.heap.JvmMemory;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What a steady rate costs the serving node, by events and by what lies in its window. */
public final class ScaleRun {
  private static final Duration USUAL_WINDOW = Duration.ofMinutes(10);
  private static final int REPRESENTATIONS = 3;

  /**
   * What is measured for how long.
   *
   * @param settle before it is idle
   * @param idle without traffic
   * @param warmUp with traffic
   * @param measured with traffic
   */
  public record Times(Duration settle, Duration idle, Duration warmUp, Duration measured) {}

  /**
   * A step.
   *
   * @param decisions that lay in the window before
   * @param idleMillis of processor time a second without traffic
   * @param busyMillis the same with it
   * @param segments numbers that both pipelines stored while it was measured
   * @param seconds while it was measured
   * @param all decisions and segments that the stores hold
   * @param startSeconds after a clean stop, until ready
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

  /** So many events of three representations with the usual window, empty. */
  public Step events(OriginPlan plan, int count) throws IOException, InterruptedException {
    List<EventDefinition> events =
        IntStream.range(0, count)
            .mapToObj(i -> PastDecisions.event("scale-" + i, REPRESENTATIONS, USUAL_WINDOW))
            .toList();
    return step(plan, count + " events", events, false);
  }

  /** One event, its window full of decisions. */
  public Step window(OriginPlan plan, Duration window, int representations)
      throws IOException, InterruptedException {
    EventDefinition event = PastDecisions.event("scale", representations, window);
    String name = window.toString().substring(2).toLowerCase(Locale.ROOT);
    return step(plan.window(window), name, List.of(event), true);
  }

  private Step step(OriginPlan plan, String name, List<EventDefinition> events, boolean full)
      throws IOException, InterruptedException {
    try (OriginProcesses origin = OriginProcesses.start(plan.pipelines("a", "b"))) {
      origin.declare(events);
      NodeUnderTest node = new NodeUnderTest(origin);
      long decisions = full ? node.fill(events.get(0), "", clock).decisions() : 0;
      Thread.sleep(times.settle().toMillis());
      double idle = millisASecond(origin, times.idle());
      try (SteadyPuts puts = SteadyPuts.start(origin, events, clock)) {
        Thread.sleep(times.warmUp().toMillis());
        long before = puts.segments();
        long start = System.nanoTime();
        double busy = millisASecond(origin, times.measured());
        long segments = puts.segments() - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        JvmMemory.Sample memory;
        try (JvmMemory jvm = JvmMemory.of(origin.pid(OriginPlan.SERVING))) {
          memory = jvm.take();
        }
        puts.close();
        origin.stop(OriginPlan.SERVING);
        return new Step(
            name,
            decisions,
            idle,
            busy,
            segments,
            puts.failed(),
            seconds,
            memory,
            node.storeBytes(),
            decisions + puts.segments(),
            node.start(""));
      }
    }
  }

  private static double millisASecond(OriginProcesses origin, Duration length)
      throws InterruptedException {
    long start = System.nanoTime();
    double before = origin.processorSeconds().get(OriginPlan.SERVING);
    Thread.sleep(length.toMillis());
    double used = origin.processorSeconds().get(OriginPlan.SERVING) - before;
    return used * 1e12 / (System.nanoTime() - start);
  }

  /** A table with a row a step, and how far the figures are apart. */
  public static String markdown(String what, List<Step> steps) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | decisions before | segments/s | not stored | processor idle, ms/s | ms a segment"
                + " | above idle | live heap MiB | resident MiB | store bytes a segment | start s |%n"
                + "|---|---|---|---|---|---|---|---|---|---|---|%n",
            what));
    for (Step s : steps) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %.1f | %d | %.0f | %.2f | %.2f | %.1f | %.0f | %.0f | %.2f |%n",
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
              s.startSeconds()));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "| largest / smallest | | | | %s | %s | %s | %s | %s | %s | %s |%n",
                apart(steps, Step::idleMillis),
                apart(steps, Step::millisASegment),
                apart(steps, Step::aboveIdle),
                apart(steps, s -> s.memory().heap()),
                apart(steps, s -> s.memory().resident()),
                apart(steps, Step::bytesASegment),
                apart(steps, Step::startSeconds)))
        .toString();
  }

  private static String apart(List<Step> steps, ToDoubleFunction<Step> figure) {
    double most = steps.stream().mapToDouble(figure).max().orElseThrow();
    double least = steps.stream().mapToDouble(figure).min().orElseThrow();
    return least > 0 ? String.format(Locale.ROOT, "%.2f", most / least) : "-";
  }
}
