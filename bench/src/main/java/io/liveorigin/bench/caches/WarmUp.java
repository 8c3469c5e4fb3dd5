package io.liveorigin.bench.caches;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.process.OriginProcesses;
import io.liveorigin.bench.publish.PaddedSegments;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Publishes and reads segments of events that no other client requests, as fast as possible. A JVM
 * compiles code that it runs often, and a single event publishes too seldom for that. The warm-up
 * makes the origin perform as one that has run for an hour, not as one that was started a minute
 * ago.
 */
final class WarmUp {
  private static final int EVENTS = 60;
  private static final int NUMBERS = 10;

  private final OriginProcesses origin;
  private final Shape shape;
  private final List<EventDefinition> events;
  private final Clock clock;

  WarmUp(OriginProcesses origin, Shape shape, List<String> pipelines, Clock clock) {
    this.origin = origin;
    this.shape = shape;
    this.events =
        IntStream.range(0, EVENTS).mapToObj(i -> shape.event("warm-up-" + i, pipelines)).toList();
    this.clock = clock;
  }

  List<EventDefinition> events() {
    return events;
  }

  /** Runs until the time is up or all segments have been published. */
  void run(Duration time) throws IOException {
    long until = System.nanoTime() + time.toNanos();
    List<String> pipelines = events.get(0).pipelines();
    try (Connection serving = new Connection(origin.servingPort())) {
      for (EventDefinition event : events) {
        SegmentUrls urls = new SegmentUrls(event);
        long newest = event.schedule().liveEdge(clock.millis());
        for (long number = newest; number > newest - NUMBERS; number--) {
          for (Shape.Channel channel : shape.channels()) {
            if (System.nanoTime() > until) {
              return;
            }
            Track track = new Track(event.id(), channel.representation().id(), 0);
            String path = urls.path(new SegmentAddress(track, number));
            byte[] bytes =
                PaddedSegments.of(channel.track(), number, event.schedule(), channel.bytes());
            for (String pipeline : pipelines) {
              put(pipeline, path, bytes);
            }
            serving.get(path, Optional.empty());
          }
        }
      }
    }
  }

  private void put(String pipeline, String path, byte[] bytes) throws IOException {
    try (Connection ingest = new Connection(origin.ingestPort(pipeline))) {
      ingest.put(path, bytes);
    }
  }
}
