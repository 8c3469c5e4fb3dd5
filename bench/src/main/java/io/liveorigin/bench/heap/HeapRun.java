package io.liveorigin.bench.heap;

import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.report.Table;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A run at a steady rate in which the memory of each process is sampled at intervals. For each
 * representation there is a packager of each pipeline and a viewer. The viewer's requests are held
 * at the live edge; after each segment it requests one older segment.
 */
public final class HeapRun {
  private final OriginPlan plan;
  private final List<EventDefinition> events;
  private final Duration length;
  private final Duration interval;
  private final Clock clock;
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong viewed = new AtomicLong();
  private final Map<Integer, LongAdder> others = new ConcurrentHashMap<>();

  /**
   * @param plan the origin to start, with the pipelines that publish
   * @param events the number of events, each with three representations
   * @param interval the time between two samples; each sample takes a full collection
   */
  public HeapRun(OriginPlan plan, int events, Duration length, Duration interval, Clock clock) {
    this.plan = plan;
    this.events =
        IntStream.range(0, events)
            .mapToObj(i -> Clip.eventDefinition("bench", "steady-" + i, plan.pipelines()))
            .toList();
    this.length = length;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * A sample.
   *
   * @param minute minutes since the start of the run
   */
  public record Timed(double minute, JvmMemory.Sample sample) {}

  /**
   * The results.
   *
   * @param samples the samples of each process in chronological order
   * @param stored the number of PUTs whose segment was stored
   * @param viewed the number of GETs whose status was 200
   * @param others the number of other responses by status; under 0 the broken connections
   */
  public record Result(
      Map<String, List<Timed>> samples, long stored, long viewed, Map<Integer, Long> others) {
    /** Returns the live heap of one process after each full collection, in MiB. */
    public List<Double> heap(String process) {
      return samples.get(process).stream().map(t -> t.sample().heap()).toList();
    }

    /** Returns the figures as a Markdown table with the verdict. */
    public String markdown() {
      Table table =
          new Table(
              "| process | MiB | first | half-way | last | MiB a minute in the second half |");
      samples.forEach(
          (name, all) -> {
            row(table, name, "live heap", all, JvmMemory.Sample::heap);
            row(table, name, "direct buffers", all, JvmMemory.Sample::direct);
            row(table, name, "resident", all, JvmMemory.Sample::resident);
          });
      boolean flat =
          samples.values().stream().noneMatch(s -> slope(s, JvmMemory.Sample::heap).grows());
      return String.format(
          Locale.ROOT,
          "%,d PUTs stored, %,d segments viewed, other responses by status: %s.%n%n%s"
              + "%nThe bar: live heap does not grow: %s.%n",
          stored,
          viewed,
          others,
          table,
          flat ? "held" : "**missed**");
    }

    private static Slope slope(List<Timed> all, ToDoubleFunction<JvmMemory.Sample> figure) {
      return Slope.of(
          all.subList(all.size() / 2, all.size()).stream()
              .map(t -> new Slope.Point(t.minute(), figure.applyAsDouble(t.sample())))
              .toList());
    }

    private static void row(
        Table table,
        String name,
        String what,
        List<Timed> all,
        ToDoubleFunction<JvmMemory.Sample> figure) {
      table.line(
          "| %s | %s | %.2f | %.2f | %.2f | %s |",
          name,
          what,
          figure.applyAsDouble(all.get(0).sample()),
          figure.applyAsDouble(all.get(all.size() / 2).sample()),
          figure.applyAsDouble(all.get(all.size() - 1).sample()),
          slope(all, figure));
    }
  }

  public Result run() throws IOException, InterruptedException {
    try (OriginProcesses origin = OriginProcesses.start(plan)) {
      origin.declare(events);
      Map<String, JvmMemory> processes = new LinkedHashMap<>();
      try (LiveTraffic traffic = traffic(origin).start()) {
        for (String name : names()) {
          processes.put(name, JvmMemory.of(origin.pid(name)));
        }
        return sample(processes);
      } finally {
        for (JvmMemory memory : processes.values()) {
          memory.close();
        }
      }
    }
  }

  private LiveTraffic traffic(OriginProcesses origin) {
    LiveTraffic traffic = new LiveTraffic(origin, clock);
    for (LiveTrack track : LiveTrack.all(events)) {
      long first = traffic.first(track);
      LiveTraffic.Channel channel = new LiveTraffic.Channel(track, first, false);
      for (String pipeline : plan.pipelines()) {
        traffic.packager(
            pipeline + "-" + track.track(),
            List.of(channel),
            List.of(pipeline),
            LiveTraffic.Pace.USUAL,
            put -> count(put.status(), 201, stored));
      }
      traffic.viewer(
          channel,
          Optional.of(
              number -> {
                long oldest = track.schedule().windowStart(clock.millis()) + 2;
                return ThreadLocalRandom.current().nextLong(Math.max(first, oldest), number + 1);
              }),
          view -> count(view.status(), 200, viewed));
    }
    return traffic;
  }

  private void count(int status, int wanted, AtomicLong good) {
    if (status == wanted) {
      good.incrementAndGet();
    } else {
      others.computeIfAbsent(status, any -> new LongAdder()).increment();
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(OriginPlan.SERVING));
    plan.pipelines().forEach(pipeline -> names.add(OriginPlan.ingest(pipeline)));
    return names;
  }

  private Result sample(Map<String, JvmMemory> processes) throws IOException, InterruptedException {
    Map<String, List<Timed>> samples = new LinkedHashMap<>();
    processes.keySet().forEach(name -> samples.put(name, new ArrayList<>()));
    long start = System.nanoTime();
    for (long due = interval.toNanos(); due <= length.toNanos(); due += interval.toNanos()) {
      Thread.sleep(Math.max(0, (start + due - System.nanoTime()) / 1_000_000));
      for (Map.Entry<String, JvmMemory> process : processes.entrySet()) {
        JvmMemory.Sample sample = process.getValue().take();
        double minute = (System.nanoTime() - start) / 60e9;
        samples.get(process.getKey()).add(new Timed(minute, sample));
      }
    }
    Map<Integer, Long> by = new TreeMap<>();
    others.forEach((status, count) -> by.put(status, count.sum()));
    return new Result(samples, stored.get(), viewed.get(), by);
  }
}
