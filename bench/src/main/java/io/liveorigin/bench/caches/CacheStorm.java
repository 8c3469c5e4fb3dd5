package io.liveorigin.bench.caches;

import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Two pipelines publish while blocks of storm and blocks of quiet alternate: in a storm all caches
 * pull, in a quiet block none does.
 */
public final class CacheStorm {
  /**
   * Longer than a segment, so that each cache that waits for a segment has received it before the
   * block begins.
   */
  private static final long SETTLE_MILLIS = 3_000;

  /** A finished block. Its instants are of {@link System#nanoTime()}. */
  record Block(long from, long to, Map<String, Double> processor) {
    boolean holds(long at) {
      return at >= from && at < to;
    }

    double seconds() {
      return (to - from) / 1e9;
    }
  }

  private final CacheStormSettings settings;
  private final Clock clock;

  public CacheStorm(CacheStormSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Returns the length of a block, in seconds, with which all rounds together contain {@code puts}
   * PUTs on each side.
   */
  static int blockSeconds(boolean ladder, OriginPlan plan, int puts, int rounds) {
    Shape shape = shape(ladder);
    List<String> pipelines = plan.pipelines();
    Schedule schedule = shape.event(pipelines).schedule();
    double segmentSeconds = (schedule.due(1) - schedule.due(0)) / 1e3;
    double perSecond = shape.channels().size() * pipelines.size() / segmentSeconds;
    return (int) Math.ceil(puts / perSecond / rounds);
  }

  private static Shape shape(boolean ladder) {
    return ladder ? Shape.ladder() : Shape.three();
  }

  /**
   * Runs the storm.
   *
   * @param ladder whether to publish a ladder of twelve representations, two of them for each
   *     cache; otherwise three representations for every cache
   */
  public CacheStormResult run(boolean ladder) {
    Shape shape = shape(ladder);
    List<String> pipelines = settings.plan().pipelines();
    EventDefinition event = settings.tolerance().applyTo(shape.event(pipelines));
    SegmentUrls urls = new SegmentUrls(event);
    Fleet.Paths paths =
        (channel, number) ->
            urls.path(
                new SegmentAddress(
                    new Track(event.id(), shape.channels().get(channel).representation().id(), 0),
                    number));
    try (OriginProcesses origin = OriginProcesses.start(settings.plan())) {
      WarmUp warmUp = new WarmUp(origin, shape, pipelines, clock);
      List<EventDefinition> all = new ArrayList<>(warmUp.events());
      all.add(event);
      origin.declare(all);
      warmUp.run(Duration.ofSeconds(2L * settings.warmUpSeconds()));
      try (StormPublishers publishers =
              new StormPublishers(origin, shape, paths, event.schedule(), clock);
          Fleet fleet =
              new Fleet(
                  origin.servingPort(),
                  settings.caches(),
                  shape,
                  paths,
                  () -> event.schedule().liveEdge(clock.millis()))) {
        publishers.start(pipelines);
        fleet.pull(true);
        TimeUnit.SECONDS.sleep(settings.warmUpSeconds());
        awaitDeliveries(fleet);
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
                  shape, settings.caches(), quiet, storm, publishers.puts(), fleet.deliveries());
        } while (result.missed() > 0 && System.nanoTime() < deadline);
        return result;
      }
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the storm failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "the storm was interrupted", e);
    }
  }

  /**
   * Waits for the first segment to arrive: a cell that has just started first joins its group and
   * finds the topics.
   */
  private static void awaitDeliveries(Fleet fleet) {
    long deadline = HangLimit.deadline();
    while (fleet.deliveries().stream().noneMatch(d -> d.status() == 200)) {
      if (System.nanoTime() > deadline) {
        throw new OriginException(ErrorCode.NOT_READY, "no cache received a segment");
      }
      OriginProcesses.pause();
    }
  }

  private Block block(OriginProcesses origin, Fleet fleet, boolean storm)
      throws InterruptedException {
    fleet.pull(storm);
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    Map<String, Double> before = origin.processorSeconds();
    double caches = fleet.processorSeconds();
    long from = System.nanoTime();
    TimeUnit.SECONDS.sleep(settings.seconds());
    long to = System.nanoTime();
    double seconds = (to - from) / 1e9;
    Map<String, Double> shares = new TreeMap<>();
    origin
        .processorSeconds()
        .forEach((name, used) -> shares.put(name, (used - before.get(name)) / seconds));
    shares.put("the caches", (fleet.processorSeconds() - caches) / seconds);
    return new Block(from, to, shares);
  }
}
