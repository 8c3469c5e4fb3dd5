package io.liveorigin.bench.storm;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PaddedSegments;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Viewers request old segments at twice the rate that the node can serve. The requests are spread
 * over the whole time-shift window, so that no cache helps. Meanwhile live viewers and packagers
 * continue.
 */
public final class DvrStorm {
  private static final double OVERLOAD = 2;

  /**
   * More requests per second than any node can serve: the rate of the responses that arrive in time
   * is the node's capacity.
   */
  private static final double FLOOD = 3_000;

  private static final int FLOOD_CONNECTIONS = 16;
  private static final int CALIBRATIONS = 2;

  /** The length of the warm-up, in calibrations. */
  private static final int WARM_UPS = 2;

  /**
   * The distance to the live edge in segment numbers, behind every segment that is near it or
   * recent enough to be kept in memory.
   */
  private static final long BEHIND = 60;

  private final StormSettings settings;
  private final int segments;
  private final int bytes;
  private final OptionalDouble rate;
  private final Clock clock;

  /**
   * @param segments the number of old segments
   * @param bytes the size of each; together they are larger than the node's cache
   * @param rate requests per second; empty for twice the node's measured capacity
   */
  public DvrStorm(
      StormSettings settings, int segments, int bytes, OptionalDouble rate, Clock clock) {
    this.settings = settings;
    this.segments = segments;
    this.bytes = bytes;
    this.rate = rate;
    this.clock = clock;
  }

  private EventDefinition event() {
    return Clip.eventDefinition("bench", "dvr", List.of("a"))
        .withTimeShiftBufferDepth(Duration.ofHours(3));
  }

  public StormResult run() {
    try (OriginProcesses origin = OriginProcesses.start(settings.plan())) {
      Storm storm = new Storm(settings, origin, clock);
      List<EventDefinition> live = LiveTraffic.events(settings.liveEvents(), settings.tolerance());
      List<EventDefinition> all = new ArrayList<>(live);
      all.add(event());
      origin.declare(all);
      List<String> paths = seed(origin, event(), segments, bytes, clock);
      double reached = OVERLOAD * capacity(origin, paths);
      return storm.run(load(origin, paths, Storm.connections()), rate.orElse(reached), live);
    } catch (IOException e) {
      throw new OriginException(ErrorCode.INTERNAL, "the storm failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OriginException(ErrorCode.INTERNAL, "the storm was interrupted", e);
    }
  }

  /**
   * Returns the node's capacity in responses per second. First the JVM is warmed up, which does not
   * count. Then a few connections send requests as fast as possible. Finally the load is twice the
   * highest rate so far, as in the storm itself.
   */
  private double capacity(OriginProcesses origin, List<String> paths) throws InterruptedException {
    long part = TimeUnit.SECONDS.toNanos(settings.warmUpSeconds());
    load(origin, paths, FLOOD_CONNECTIONS).run(FLOOD, WARM_UPS * part);
    double reached = answered(load(origin, paths, FLOOD_CONNECTIONS).run(FLOOD, part));
    for (int i = 0; i < CALIBRATIONS; i++) {
      OpenLoop load = load(origin, paths, Storm.connections());
      reached = Math.max(reached, answered(load.run(OVERLOAD * reached, part)));
    }
    return reached;
  }

  private static double answered(OpenLoop.Tally tally) {
    return Math.max(1, tally.count(200) / tally.seconds());
  }

  private static OpenLoop load(OriginProcesses origin, List<String> paths, int connections) {
    return new OpenLoop(
        origin.servingPort(),
        connections,
        () -> paths.get(ThreadLocalRandom.current().nextInt(paths.size())));
  }

  /**
   * PUTs old segments of an event, waits until the last ones are served, and returns the paths of
   * all.
   */
  static List<String> seed(
      OriginProcesses origin, EventDefinition event, int segments, int bytes, Clock clock)
      throws IOException {
    SegmentUrls urls = new SegmentUrls(event);
    List<ClipTrack> tracks = Clip.load().tracks();
    long newest = event.schedule().liveEdge(clock.millis()) - BEHIND;
    List<String> paths = new ArrayList<>();
    try (Connection ingest = new Connection(origin.ingestPort())) {
      for (int i = 0; i < segments; i++) {
        ClipTrack track = tracks.get(i % tracks.size());
        long number = newest - i / tracks.size();
        Track address = new Track(event.id(), track.representation().id(), 0);
        String path = urls.path(new SegmentAddress(address, number));
        byte[] segment = PaddedSegments.of(track, number, event.schedule(), bytes);
        int status = ingest.put(path, segment).status();
        if (status != 201) {
          throw new OriginException(
              ErrorCode.INTERNAL, "the response to PUT " + path + " was " + status);
        }
        paths.add(path);
      }
    }
    awaitServed(origin, paths.subList(Math.max(0, paths.size() - 10), paths.size()));
    return paths;
  }

  private static void awaitServed(OriginProcesses origin, List<String> paths) throws IOException {
    try (Connection serving = new Connection(origin.servingPort())) {
      long deadline = HangLimit.deadline();
      for (String path : paths) {
        while (serving.get(path, Optional.empty()).status() != 200) {
          if (System.nanoTime() > deadline) {
            throw new OriginException(ErrorCode.NOT_READY, path + " is not served");
          }
          OriginProcesses.pause();
        }
      }
    }
  }
}
