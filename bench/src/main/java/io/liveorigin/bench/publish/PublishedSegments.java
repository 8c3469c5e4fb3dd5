package io.liveorigin.bench.publish;

import io.liveorigin.bench.http.Connection;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final String TRACK = "v360";

  /** The time in which a segment is late and a GET for it is held. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<EventDefinition> events;
  private final ClipTrack clip = Clip.load().track(TRACK).orElseThrow();
  private final Clock clock;
  private final int ingestPort;
  private final int size;
  private int next;
  private long newest;

  /** A segment to publish. */
  record Next(String path, byte[] bytes) {}

  private PublishedSegments(List<EventDefinition> events, Clock clock, int ingest, int size) {
    this.events = events;
    this.clock = clock;
    this.ingestPort = ingest;
    this.size = size;
  }

  /** Returns the events to declare for this number of segments. */
  static List<EventDefinition> events(int segments) {
    int perEvent = NUMBERS * REPRESENTATIONS;
    return IntStream.range(0, (segments + perEvent - 1) / perEvent)
        .mapToObj(PublishedSegments::event)
        .toList();
  }

  /** Returns segments of events that ingest knows. */
  static PublishedSegments of(List<EventDefinition> events, Clock clock, int ingest, int size) {
    return new PublishedSegments(events, clock, ingest, size);
  }

  private static EventDefinition event(int i) {
    EventDefinition e = Clip.eventDefinition("bench", "publish-" + i, List.of("a"));
    Representation clip =
        e.representations().stream().filter(r -> r.id().equals(TRACK)).findFirst().orElseThrow();
    return e.withTimeShiftBufferDepth(Duration.ofMinutes(60))
        .withRepresentations(
            IntStream.range(0, REPRESENTATIONS).mapToObj(r -> named(clip, name(r))).toList())
        .withDeadlines(e.expectedLatency(), PATIENCE, PATIENCE);
  }

  private static String name(int representation) {
    return "v" + representation;
  }

  private static Representation named(Representation r, String id) {
    return new Representation(
        id,
        r.contentType(),
        r.codecs(),
        r.bandwidth(),
        r.width(),
        r.height(),
        r.frameRate(),
        r.audioSamplingRate(),
        r.lang(),
        r.mimeType(),
        r.timescale(),
        r.contentProtection());
  }

  Next next() throws IOException {
    int perEvent = NUMBERS * REPRESENTATIONS;
    EventDefinition event = events.get(next / perEvent);
    int ofEvent = next % perEvent;
    if (ofEvent == 0) {
      newest = event.schedule().liveEdge(clock.millis());
      publishInits(event);
    }
    long number = newest - NUMBERS + 1 + ofEvent / REPRESENTATIONS;
    Track track = new Track(event.id(), name(ofEvent % REPRESENTATIONS), 0);
    byte[] bytes = PaddedSegments.of(clip, number, event.schedule(), size);
    // Makes each segment unique, as real ones are: bytes that are already in memory are not copied.
    ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, next);
    next++;
    return new Next(new SegmentUrls(event).path(new SegmentAddress(track, number)), bytes);
  }

  private void publishInits(EventDefinition event) throws IOException {
    SegmentUrls urls = new SegmentUrls(event);
    List<String> paths = new ArrayList<>();
    for (Representation representation : event.representations()) {
      paths.add(urls.path(new InitAddress(new Track(event.id(), representation.id(), 0))));
    }
    try (Connection ingest = new Connection(ingestPort)) {
      for (String path : paths) {
        int status = ingest.put(path, clip.init()).status();
        if (status != 201) {
          throw new OriginException(
              ErrorCode.INTERNAL, "the response to PUT " + path + " was " + status);
        }
      }
    }
  }
}
