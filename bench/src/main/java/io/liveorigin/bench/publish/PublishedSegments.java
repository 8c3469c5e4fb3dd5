package io.liveorigin.bench.publish;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.bench.traffic.LiveTrack;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Segments to publish, one after another, each at an address that is due and has not been
 * published. Of each event the newest numbers are used in order, each for all representations
 * before the next number, because older segments are not kept in memory. Used by one thread.
 */
final class PublishedSegments {
  private static final int NUMBERS = 10;
  private static final int REPRESENTATIONS = 40;
  private static final int PER_EVENT = NUMBERS * REPRESENTATIONS;
  private static final ClipTrack CLIP = LiveTrack.clip("v360");

  /** The time in which a segment is late and a GET for it is held. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<EventDefinition> events;
  private final Clock clock;
  private final int ingestPort;
  private final int size;
  private List<LiveTrack> tracks = List.of();
  private int next;
  private long newest;

  /** A segment to publish. */
  record Next(String path, byte[] bytes) {}

  /** Segments of this size, of events that ingest knows. */
  PublishedSegments(List<EventDefinition> events, Clock clock, int ingestPort, int size) {
    this.events = events;
    this.clock = clock;
    this.ingestPort = ingestPort;
    this.size = size;
  }

  /** Returns the events to declare for this number of segments. */
  static List<EventDefinition> events(int segments) {
    return IntStream.range(0, (segments + PER_EVENT - 1) / PER_EVENT)
        .mapToObj(PublishedSegments::event)
        .toList();
  }

  private static EventDefinition event(int i) {
    EventDefinition e =
        LiveTrack.withMany(
            Clip.eventDefinition("bench", "publish-" + i, List.of("a")), CLIP, REPRESENTATIONS);
    return e.withTimeShiftBufferDepth(Duration.ofMinutes(60))
        .withDeadlines(e.expectedLatency(), PATIENCE, PATIENCE);
  }

  Next next() throws IOException {
    int ofEvent = next % PER_EVENT;
    if (ofEvent == 0) {
      begin(events.get(next / PER_EVENT));
    }
    long number = newest - NUMBERS + 1 + ofEvent / REPRESENTATIONS;
    LiveTrack track = tracks.get(ofEvent % REPRESENTATIONS);
    byte[] bytes = track.segment(number);
    // Makes each segment unique, as real ones are: bytes that are already in memory are not copied.
    ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, next);
    next++;
    return new Next(track.path(number), bytes);
  }

  private void begin(EventDefinition event) throws IOException {
    newest = event.schedule().liveEdge(clock.millis());
    tracks =
        event.representations().stream()
            .map(Representation::id)
            .map(id -> new LiveTrack(event, id, CLIP, size))
            .toList();
    try (Connection ingest = new Connection(ingestPort)) {
      for (LiveTrack track : tracks) {
        ingest.store(track.initPath(), track.init());
      }
    }
  }
}
