package io.liveorigin.bench.traffic;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.SegmentUrls;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.packager.clip.ClipTrack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A track of an event, with segments of the clip, and their paths. Immutable. */
public final class LiveTrack {
  /** The size of the header of a box. */
  private static final int HEADER = 8;

  private static final Clip CLIP = Clip.load();

  private final EventDefinition event;
  private final Schedule schedule;
  private final SegmentUrls urls;
  private final Track track;
  private final ClipTrack clip;
  private final int bytes;

  /**
   * @param representation the representation's id
   * @param clip the track of the clip that has the segments
   * @param bytes the size of each segment, reached by padding; 0 for segments as they are
   */
  public LiveTrack(EventDefinition event, String representation, ClipTrack clip, int bytes) {
    this.event = event;
    this.schedule = event.schedule();
    this.urls = new SegmentUrls(event);
    this.track = new Track(event.id(), representation, 0);
    this.clip = clip;
    this.bytes = bytes;
  }

  /** Returns all tracks of the clip in an event that has them, with segments of this size. */
  public static List<LiveTrack> all(EventDefinition event, int bytes) {
    return CLIP.tracks().stream()
        .map(clip -> new LiveTrack(event, clip.representation().id(), clip, bytes))
        .toList();
  }

  /** Returns all tracks of the clip in events that have them, with segments as they are. */
  public static List<LiveTrack> all(List<EventDefinition> events) {
    return events.stream().flatMap(event -> all(event, 0).stream()).toList();
  }

  /** Returns the track of the clip with this representation. */
  public static ClipTrack clip(String representation) {
    return CLIP.track(representation).orElseThrow();
  }

  /** Returns the representation of a track of the clip under another name. */
  public static Representation named(ClipTrack clip, String id) {
    Representation r = clip.representation();
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

  /** Returns the event with representations {@code v0}, {@code v1} and so on, all of one clip. */
  public static EventDefinition withMany(EventDefinition event, ClipTrack clip, int count) {
    return event.withRepresentations(
        IntStream.range(0, count).mapToObj(i -> named(clip, "v" + i)).toList());
  }

  public EventDefinition event() {
    return event;
  }

  public Schedule schedule() {
    return schedule;
  }

  public Track track() {
    return track;
  }

  public int bytes() {
    return bytes;
  }

  public String path(long number) {
    return urls.path(new SegmentAddress(track, number));
  }

  public String initPath() {
    return urls.path(new InitAddress(track));
  }

  public byte[] init() {
    return clip.init();
  }

  /**
   * Returns a segment of the clip, padded to the size with a {@code free} box (ISO/IEC 14496-12,
   * 8.1.2) unless fewer than 8 bytes are missing.
   */
  public byte[] segment(long number) {
    byte[] segment = clip.segment(number, schedule).bytes();
    int padding = bytes - segment.length;
    if (padding < HEADER) {
      return segment;
    }
    return ByteBuffer.allocate(bytes)
        .put(segment)
        .putInt(padding)
        .put("free".getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /** Returns whether the other track has the same bytes under each number. */
  boolean sameBytes(LiveTrack other) {
    return clip == other.clip && bytes == other.bytes && schedule.equals(other.schedule);
  }
}
