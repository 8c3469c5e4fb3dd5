package io.liveorigin.bench.get;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.process.HangLimit;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PaddedSegments;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The origin with one segment of each size in its live-edge cache. The segments have the newest
 * numbers of one track and are published through ingest as usual. They stay in memory because
 * nothing else is published and the event ends with them. In an event that goes on, every number
 * that nobody publishes is decided as well, and after five minutes these segments would no longer
 * be at the live edge.
 */
final class HotOrigin implements AutoCloseable {
  static final String NAME = "origin";

  /** The track of the clip with the smallest segments: less than 32 KiB. */
  private static final String REPRESENTATION = "a96";

  private static final Duration WINDOW = Duration.ofHours(3);

  private final OriginProcesses processes;
  private final Map<String, byte[]> segments;
  private final Map<Row.Asked, String> paths;

  private HotOrigin(
      OriginProcesses processes, Map<String, byte[]> segments, Map<Row.Asked, String> paths) {
    this.processes = processes;
    this.segments = segments;
    this.paths = paths;
  }

  private static EventDefinition event(Clock clock) {
    EventDefinition open =
        Clip.eventDefinition("bench", "get", List.of("a")).withTimeShiftBufferDepth(WINDOW);
    Schedule schedule = open.schedule();
    long last = schedule.liveEdge(clock.millis());
    return open.endingAt(Instant.ofEpochMilli(schedule.mediaEnd(last)));
  }

  /**
   * Starts the origin, publishes the segments, and returns once every one of them is served from
   * memory.
   */
  static HotOrigin start(OriginPlan plan, Clock clock) throws IOException, InterruptedException {
    OriginProcesses processes = OriginProcesses.start(plan);
    try {
      EventDefinition event = event(clock);
      processes.declare(List.of(event));
      HotOrigin origin = publish(processes, event);
      origin.awaitHot();
      return origin;
    } catch (IOException | InterruptedException | RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  private static HotOrigin publish(OriginProcesses processes, EventDefinition event)
      throws IOException {
    ClipTrack clip = Clip.load().track(REPRESENTATION).orElseThrow();
    SegmentUrls urls = new SegmentUrls(event);
    Track track = new Track(event.id(), REPRESENTATION, 0);
    long number = event.schedule().lastNumber();
    Map<String, byte[]> segments = new LinkedHashMap<>();
    Map<Row.Asked, String> paths = new EnumMap<>(Row.Asked.class);
    try (Connection ingest = processes.connect(processes.ingestPort())) {
      for (Row.Asked asked : Row.Asked.values()) {
        if (asked.missing()) {
          continue;
        }
        byte[] segment = PaddedSegments.of(clip, number, event.schedule(), asked.size());
        String path = urls.path(new SegmentAddress(track, number));
        int status = ingest.put(path, segment).status();
        if (status != 201 || segment.length != asked.size()) {
          throw new OriginException(
              ErrorCode.INTERNAL, "the response to PUT " + path + " was " + status);
        }
        segments.put(path, segment);
        paths.put(asked, path);
        number--;
      }
    }
    paths.put(Row.Asked.NO_PATH, "/" + event.id() + "/no-such-file.m4s");
    paths.put(Row.Asked.NO_EVENT, paths.get(Row.Asked.MB1).replace("/get/", "/gone/"));
    return new HotOrigin(processes, segments, paths);
  }

  private void awaitHot() throws IOException, InterruptedException {
    long deadline = HangLimit.deadline();
    for (String path : segments.keySet()) {
      while (true) {
        double before = answersFromMemory();
        int status;
        try (Connection serving = processes.connect(processes.servingPort())) {
          status = serving.get(path, Optional.empty()).status();
        }
        if (status == 200 && answersFromMemory() > before) {
          break;
        }
        if (System.nanoTime() > deadline) {
          throw new OriginException(
              ErrorCode.NOT_READY,
              "the response to GET " + path + " was " + status + ", not from memory");
        }
        OriginProcesses.pause();
      }
    }
  }

  /** Returns the TLS set-up of the listeners; empty for plain HTTP. */
  Optional<BenchTls> tls() {
    return processes.tls();
  }

  /** Returns how many responses with segments have been served from memory so far. */
  double answersFromMemory() throws IOException, InterruptedException {
    return processes.metrics().sum("serving_hot_answers_total");
  }

  Target target() {
    return new Target(NAME, "", processes.servingPort(), paths, tls().isPresent());
  }

  /** Returns the bytes of the segments by path. */
  Map<String, byte[]> segments() {
    return Map.copyOf(segments);
  }

  Map<Row.Asked, String> paths() {
    return Map.copyOf(paths);
  }

  @Override
  public void close() {
    processes.close();
  }
}
