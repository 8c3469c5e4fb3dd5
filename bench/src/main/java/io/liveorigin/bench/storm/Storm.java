package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.process.Block;
import io.liveorigin.bench.process.Metrics;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.process.Tolerance;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.bench.traffic.OpenLoop;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Live traffic in alternating blocks of quiet and storm, so that other activity on the machine
 * affects both sides alike. Each live event has a packager and a viewer for each representation,
 * and clients check the health of the listeners. The events start at different times within a
 * segment, so that publications are spread evenly.
 */
final class Storm {
  /** The largest number of requests of a storm in progress at the same time. */
  static final int CONNECTIONS = 64;

  /**
   * Rounds that may be measured again because of the hypervisor, for each round of the result.
   * After that a round counts, whatever the hypervisor took.
   */
  private static final int REPEATS = 5;

  private static final long SEGMENT_MILLIS = 2_000;
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final List<String> COUNTED =
      List.of(
          "serving_admission_refused",
          "serving_index_lookups_total",
          "serving_readback_reads_total",
          "serving_readback_failures_total",
          "serving_responses_total",
          "serving_tenant_refusals_total");

  private final StormSettings settings;
  private final OriginProcesses origin;
  private final ConcurrentLinkedQueue<LiveTraffic.Put> puts = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<LiveTraffic.View> views = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<LiveTraffic.Probe> probes = new ConcurrentLinkedQueue<>();

  private Storm(StormSettings settings, OriginProcesses origin) {
    this.settings = settings;
    this.origin = origin;
  }

  /** The load that constitutes a storm. */
  interface Load {
    /** Returns its requests per second; 0 if it has no rate. */
    default double perSecond() {
      return 0;
    }

    /** Called before a measured block begins. */
    default void begin() throws InterruptedException {}

    /** Called after a measured block has ended. */
    default void end() {}

    /**
     * Runs for about this long. Returns the outcomes of the requests; empty if they get no
     * responses.
     */
    Optional<OpenLoop.Tally> run(long nanos) throws InterruptedException;
  }

  /** Requests at an even rate. */
  record Steady(OpenLoop loop, double perSecond) implements Load {
    @Override
    public Optional<OpenLoop.Tally> run(long nanos) throws InterruptedException {
      return Optional.of(loop.run(perSecond, nanos));
    }
  }

  /** Prepares the load when the origin runs and all events are declared. */
  interface Scenario {
    Load prepare(OriginProcesses origin) throws IOException, InterruptedException;
  }

  /** Returns live events of three representations. */
  static List<EventDefinition> events(int count, Tolerance tolerance) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                tolerance.applyTo(
                    Clip.eventDefinition("bench", "live-" + i, List.of("a"))
                        .withAvailabilityStartTime(
                            Instant.EPOCH.plusMillis(i * SEGMENT_MILLIS / count))))
        .toList();
  }

  /**
   * Starts the origin and live traffic, with the load in every second block.
   *
   * @param others events to declare besides the live ones
   */
  static StormResult run(
      StormSettings settings, List<EventDefinition> others, Clock clock, Scenario scenario)
      throws IOException, InterruptedException {
    try (OriginProcesses origin = OriginProcesses.start(settings.plan())) {
      List<EventDefinition> live = events(settings.clients(), settings.tolerance());
      List<EventDefinition> all = new ArrayList<>(live);
      all.addAll(others);
      origin.declare(all);
      Load load = scenario.prepare(origin);
      return new Storm(settings, origin).run(load, live, clock);
    }
  }

  private StormResult run(Load load, List<EventDefinition> live, Clock clock)
      throws IOException, InterruptedException {
    List<Block> quiet = new ArrayList<>();
    List<Block> storm = new ArrayList<>();
    List<OpenLoop.Tally> tallies = new ArrayList<>();
    Map<String, Double> counted = new TreeMap<>();
    int channels = LiveTrack.all(live).size();
    long block = TimeUnit.SECONDS.toNanos(settings.seconds());
    try (LiveTraffic traffic = traffic(live, clock).start()) {
      load.begin();
      load.run(TimeUnit.SECONDS.toNanos(settings.warmUpSeconds()));
      load.end();
      // A cell that has just started first joins its group, finds the topics and compiles its code.
      HangLimit.await(
          "live viewers do not receive every segment, even without a storm",
          () -> steady(channels));
      List<Block> discarded = new ArrayList<>();
      while (quiet.size() < settings.rounds()) {
        Block without = block(() -> TimeUnit.NANOSECONDS.sleep(block));
        List<OpenLoop.Tally> sent = new ArrayList<>();
        Metrics before = origin.metrics();
        load.begin();
        Block with = block(() -> load.run(block).ifPresent(sent::add));
        load.end();
        Metrics after = origin.metrics();
        double taken = Math.max(without.hypervisorShare(), with.hypervisorShare());
        if (taken > settings.tolerance().hypervisorShare()
            && discarded.size() < 2 * REPEATS * settings.rounds()) {
          discarded.addAll(List.of(without, with));
          continue;
        }
        quiet.add(without);
        storm.add(with);
        tallies.addAll(sent);
        for (String name : COUNTED) {
          after.since(before, name).forEach((key, more) -> counted.merge(key, more, Double::sum));
        }
      }
      return new StormResult(
          load.perSecond(), side(quiet), side(storm), side(discarded), tallies, counted);
    }
  }

  private LiveTraffic traffic(List<EventDefinition> live, Clock clock) {
    LiveTraffic traffic = new LiveTraffic(origin, clock);
    for (LiveTrack track : LiveTrack.all(live)) {
      LiveTraffic.Channel channel = new LiveTraffic.Channel(track, traffic.first(track), true);
      traffic.packager(
          track.track().toString(),
          List.of(channel),
          settings.plan().pipelines().subList(0, 1),
          LiveTraffic.Pace.USUAL,
          puts::add);
      traffic.viewer(channel, Optional.empty(), views::add);
    }
    traffic.probe("ingest", origin.ingestPort(), "/-/health/live", probes::add);
    traffic.probe("admin", origin.adminPort(), "/health/live", probes::add);
    return traffic;
  }

  private Block block(Block.Work work) throws IOException, InterruptedException {
    TimeUnit.NANOSECONDS.sleep(SETTLE_NANOS);
    return Block.of(origin::processorSeconds, work);
  }

  /**
   * Returns whether the viewers have lately received the expected segments, without a miss and none
   * of them late.
   */
  private boolean steady(int channels) {
    long since = System.nanoTime() - STEADY_NANOS;
    long latest = settings.tolerance().steady().toNanos();
    List<LiveTraffic.View> recent = views.stream().filter(view -> view.at() >= since).toList();
    // Three segments begin in six seconds, and the last one may still be on its way.
    return recent.size() >= 2 * channels
        && recent.stream().noneMatch(view -> view.missed() || view.nanos() > latest);
  }

  /** Takes what began within the blocks. */
  private StormResult.Side side(List<Block> blocks) {
    return new StormResult.Side(
        blocks,
        puts.stream().filter(p -> Block.within(blocks, p.start())).toList(),
        views.stream().filter(v -> Block.within(blocks, v.at())).toList(),
        probes.stream().filter(p -> Block.within(blocks, p.at())).toList());
  }
}
