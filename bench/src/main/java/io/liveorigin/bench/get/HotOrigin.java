package io.liveorigin.bench.get;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.bench.peer.Target;
import io.liveorigin.bench.process.BenchTls;
import io.liveorigin.bench.process.OriginPlan;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
  /** The track of the clip with the smallest segments: less than 32 KiB. */
  private static final String REPRESENTATION = "a96";

  private static final Duration WINDOW = Duration.ofHours(3);

  private final OriginProcesses processes;
  private final HttpClient http;
  private final Map<String, byte[]> segments = new LinkedHashMap<>();
  private final Map<Row.Asked, String> paths = new EnumMap<>(Row.Asked.class);

  private HotOrigin(OriginProcesses processes) {
    this.processes = processes;
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    processes.tls().ifPresent(some -> client.sslContext(some.client()));
    this.http = client.build();
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
    HotOrigin origin = new HotOrigin(OriginProcesses.start(plan));
    try {
      EventDefinition event = event(clock);
      origin.processes.declare(List.of(event));
      origin.publish(event);
      origin.awaitHot();
      return origin;
    } catch (IOException | InterruptedException | RuntimeException e) {
      origin.close();
      throw e;
    }
  }

  private void publish(EventDefinition event) throws IOException {
    long number = event.schedule().lastNumber();
    try (Connection ingest = processes.connect(processes.ingestPort())) {
      for (Row.Asked asked : Row.Asked.values()) {
        if (!asked.missing()) {
          LiveTrack track =
              new LiveTrack(event, REPRESENTATION, LiveTrack.clip(REPRESENTATION), asked.size());
          String path = track.path(number);
          segments.put(path, track.segment(number));
          paths.put(asked, path);
          ingest.store(path, segments.get(path));
          number--;
        }
      }
    }
    paths.put(Row.Asked.NO_PATH, "/" + event.id() + "/no-such-file.m4s");
    paths.put(Row.Asked.NO_EVENT, paths.get(Row.Asked.MB1).replace("/get/", "/gone/"));
  }

  private void awaitHot() throws IOException, InterruptedException {
    for (String path : segments.keySet()) {
      HangLimit.await(
          path + " is not served from memory",
          () -> {
            double before = answersFromMemory();
            try (Connection serving = processes.connect(processes.servingPort())) {
              return serving.get(path).status() == 200 && answersFromMemory() > before;
            }
          });
    }
  }

  /** Returns the TLS set-up of the listeners; empty for plain HTTP. */
  Optional<BenchTls> tls() {
    return processes.tls();
  }

  /** Returns how many responses with segments have been served from memory so far. */
  double answersFromMemory() throws IOException, InterruptedException {
    return processes.metrics().sum("serving_memory_responses_total");
  }

  Target target() {
    return new Target("origin", "", processes.servingPort(), tls().isPresent());
  }

  /** Returns the bytes of the segments by path. */
  Map<String, byte[]> segments() {
    return Map.copyOf(segments);
  }

  /** Returns the URL that a row requests from a server, which has the same paths. */
  String url(Target target, Row row) {
    return target.url(paths.get(row.asked()));
  }

  /**
   * Sends one GET and returns the body of the response. Fast but wrong responses do not count.
   *
   * @throws OriginException if status or body is wrong
   */
  byte[] check(Target target, Row row) throws IOException, InterruptedException {
    if (tls().isPresent()) {
      tls().get().requireSuite(target.server(), target.port());
    }
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url(target, row))).build(),
            BodyHandlers.ofByteArray());
    boolean right =
        answer.statusCode() == row.asked().status()
            && (row.asked().missing()
                || Arrays.equals(answer.body(), segments.get(paths.get(row.asked()))));
    if (!right) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "%s sent a wrong response to GET %s: status %d, %d bytes"
              .formatted(
                  target.server(), url(target, row), answer.statusCode(), answer.body().length));
    }
    return answer.body();
  }

  @Override
  public void close() {
    processes.close();
  }
}
