package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.process.Block;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.bench.traffic.LiveTraffic;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two pipelines publish while blocks of storm and blocks of quiet alternate: in a storm all caches
 * pull, as in a CDN without a shield; in a quiet block none does. All representations of a pipeline
 * are published at the same instant, and the pipelines within 100 ms of one another.
 */
public final class CacheStorm {
  /**
   * Longer than a segment, so that each cache that waits for a segment has received it before the
   * block begins.
   */
  private static final long SETTLE_MILLIS = 3_000;

  private static final int APART_MILLIS = 100;
  private static final int WARM_UP_EVENTS = 60;
  private static final int WARM_UP_NUMBERS = 10;

  /** A PUT to one pipeline, of the representation with this index. */
  record Put(String pipeline, int channel, LiveTraffic.Put put) {}

  private final StormSettings settings;
  private final Clock clock;

  public CacheStorm(StormSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Returns the length of a block, in seconds, with which all rounds together contain {@code puts}
   * PUTs on each side.
   */
  static int blockSeconds(boolean ladder, OriginPlan plan, int puts, int rounds) {
    Shape shape = ladder ? Shape.ladder() : Shape.three();
    List<String> pipelines = plan.pipelines();
    Schedule schedule = shape.event("storm", pipelines).schedule();
    double segmentSeconds = (schedule.due(1) - schedule.due(0)) / 1e3;
    double perSecond = shape.channels().size() * pipelines.size() / segmentSeconds;
    return (int) Math.ceil(puts / perSecond / rounds);
  }

  /**
   * Runs the storm.
   *
   * @param ladder whether to publish a ladder of twelve representations, two of them for each
   *     cache; otherwise three representations for every cache
   */
  public CacheStormResult run(boolean ladder) throws IOException, InterruptedException {
    Shape shape = ladder ? Shape.ladder() : Shape.three();
    List<String> pipelines = settings.plan().pipelines();
    EventDefinition event =
        settings.tolerance().applyTo(shape.event("storm-" + shape.name(), pipelines));
    List<LiveTrack> tracks = shape.tracks(event);
    List<EventDefinition> warmUps =
        IntStream.range(0, WARM_UP_EVENTS)
            .mapToObj(i -> shape.event("warm-up-" + i, pipelines))
            .toList();
    ConcurrentLinkedQueue<Put> puts = new ConcurrentLinkedQueue<>();
    try (OriginProcesses origin = OriginProcesses.start(settings.plan())) {
      origin.declare(Stream.concat(warmUps.stream(), Stream.of(event)).toList());
      warmUp(origin, shape, warmUps);
      try (LiveTraffic packagers = packagers(origin, tracks, puts);
          Fleet fleet = new Fleet(origin.servingPort(), settings.clients(), shape, tracks, clock)) {
        packagers.start();
        fleet.pull(true);
        TimeUnit.SECONDS.sleep(settings.warmUpSeconds());
        // A cell that has just started first joins its group and finds the topics.
        HangLimit.await(
            "no cache received a segment",
            () -> fleet.deliveries().stream().anyMatch(d -> d.status() == 200));
        List<Block> quiet = new ArrayList<>();
        List<Block> storm = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
          quiet.add(block(origin, fleet, false));
          storm.add(block(origin, fleet, true));
        }
        long deadline = HangLimit.deadline();
        CacheStormResult result;
        do {
          TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
          result =
              new CacheStormResult(
                  shape, settings.clients(), quiet, storm, List.copyOf(puts), fleet.deliveries());
        } while (result.missed() > 0 && System.nanoTime() < deadline);
        return result;
      }
    }
  }

  private LiveTraffic packagers(
      OriginProcesses origin, List<LiveTrack> tracks, ConcurrentLinkedQueue<Put> puts) {
    LiveTraffic traffic = new LiveTraffic(origin, clock);
    long first = traffic.first(tracks.get(0));
    for (String pipeline : settings.plan().pipelines()) {
      for (int i = 0; i < tracks.size(); i++) {
        int index = i;
        traffic.packager(
            pipeline + i,
            List.of(new LiveTraffic.Channel(tracks.get(i), first, false)),
            List.of(pipeline),
            (channel, number) ->
                LiveTraffic.Pace.USUAL.at(channel, number) + lateness(pipeline, number),
            put -> puts.add(new Put(pipeline, index, put)));
      }
    }
    return traffic;
  }

  /**
   * Returns a random delay of 0 to 99 ms that is the same for all representations of a pipeline's
   * number.
   */
  private static long lateness(String pipeline, long number) {
    return new SplittableRandom(31 * number + pipeline.hashCode()).nextInt(APART_MILLIS);
  }

  /**
   * Publishes and reads segments of events that no other client requests, as fast as possible,
   * until the time is up or all segments have been published. A JVM compiles code that it runs
   * often, and a single event publishes too seldom for that. The warm-up makes the origin perform
   * as one that has run for an hour, not as one that was started a minute ago.
   */
  private void warmUp(OriginProcesses origin, Shape shape, List<EventDefinition> events)
      throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2L * settings.warmUpSeconds());
    try (Connection serving = new Connection(origin.servingPort())) {
      for (EventDefinition event : events) {
        long newest = event.schedule().liveEdge(clock.millis());
        for (long number = newest; number > newest - WARM_UP_NUMBERS; number--) {
          for (LiveTrack track : shape.tracks(event)) {
            if (System.nanoTime() > until) {
              return;
            }
            byte[] bytes = track.segment(number);
            for (String pipeline : settings.plan().pipelines()) {
              try (Connection ingest = new Connection(origin.ingestPort(pipeline))) {
                ingest.put(track.path(number), bytes);
              }
            }
            serving.get(track.path(number));
          }
        }
      }
    }
  }

  private Block block(OriginProcesses origin, Fleet fleet, boolean storm)
      throws IOException, InterruptedException {
    fleet.pull(storm);
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    Supplier<Map<String, Double>> processor =
        () -> {
          Map<String, Double> seconds = new TreeMap<>(origin.processorSeconds());
          seconds.put("the caches", fleet.processorSeconds());
          return seconds;
        };
    return Block.of(processor, () -> TimeUnit.SECONDS.sleep(settings.seconds()));
  }
}
