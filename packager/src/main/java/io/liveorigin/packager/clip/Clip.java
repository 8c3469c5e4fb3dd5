package io.liveorigin.packager.clip;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import java.util.List;
import java.util.Optional;

/**
 * The clip that the reference packager loops: two H.264 representations and one of AAC, 24 s in
 * segments of 2 s, made by {@code packager/clip/make-clip.sh}. Immutable, about 2.3 MB; any thread.
 */
public final class Clip {
  private static final Representation V360 = video("v360", "avc1.4d401e", 530_000, 640, 360);
  private static final Representation V180 = video("v180", "avc1.4d400d", 175_000, 320, 180);
  private static final Representation A96 =
      new Representation(
          "a96",
          ContentType.AUDIO,
          "mp4a.40.2",
          105_000,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(48_000),
          Optional.of("en"),
          Optional.empty(),
          Optional.empty(),
          List.of());

  private final List<ClipTrack> tracks;

  private Clip(List<ClipTrack> tracks) {
    this.tracks = List.copyOf(tracks);
  }

  /** Reads and inspects the clip that is part of this module. */
  public static Clip load() {
    ClipReader reader = new ClipReader();
    return new Clip(representations().stream().map(reader::read).toList());
  }

  /**
   * Returns the representations of the clip; an event that is fed from it declares all or some of
   * them.
   */
  public static List<Representation> representations() {
    return List.of(V360, V180, A96);
  }

  /**
   * Returns an event for the clip, with the defaults of {@link EventDefinition} for everything
   * else.
   */
  public static EventDefinition eventDefinition(
      String tenant, String event, List<String> pipelines) {
    return EventDefinition.of(tenant, event, pipelines, representations());
  }

  /** Throws {@link OriginException} unless an event with that schedule can be fed from the clip. */
  public static void requireFits(Schedule schedule) {
    ClipTrack.requireFits(schedule);
  }

  public List<ClipTrack> tracks() {
    return tracks;
  }

  public Optional<ClipTrack> track(String representation) {
    return tracks.stream().filter(t -> t.representation().id().equals(representation)).findFirst();
  }

  private static Representation video(
      String id, String codecs, long bandwidth, int width, int height) {
    return new Representation(
        id,
        ContentType.VIDEO,
        codecs,
        bandwidth,
        Optional.of(width),
        Optional.of(height),
        Optional.of("25"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
