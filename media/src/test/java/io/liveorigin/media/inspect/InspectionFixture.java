package io.liveorigin.media.inspect;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.media.bytes.InitBytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The context in which a segment is inspected: two-second segments from the epoch. */
public final class InspectionFixture {
  static final Schedule TWO_SECONDS = schedule(new SegmentDuration(2, 1), 0);
  static final Track TRACK = Track.of("t", "e", "v");
  static final EventDefinition EVENT = event(EventDefinition.DEFAULT_MEDIA);
  static final Representation VIDEO = representation(ContentType.VIDEO, "avc1.64001f");
  static final InitFacts VIDEO_INIT = init(InitBytes.video());
  static final InitFacts AUDIO_INIT = init(InitBytes.audio());

  private InspectionFixture() {}

  public static Schedule schedule(SegmentDuration duration, long startNumber) {
    return new Schedule(
        0,
        duration,
        startNumber,
        1000,
        1000,
        10_000,
        600_000,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  static EventDefinition event(String media) {
    return EventDefinition.of(
            "t", "e", List.of("a"), List.of(representation(ContentType.VIDEO, "avc1.64001f")))
        .withMedia(media);
  }

  static InitFacts init(byte[] bytes) {
    return new InitInspector().inspect(bytes).facts().orElseThrow();
  }

  static Inspection inspect(byte[] bytes, Optional<InitFacts> init, long number) {
    return inspect(bytes, init, TWO_SECONDS, number);
  }

  static Inspection inspect(
      byte[] bytes, Optional<InitFacts> init, Schedule schedule, long number) {
    return new SegmentInspector()
        .inspect(bytes, init, schedule, new SegmentAddress(TRACK, number), VIDEO);
  }

  private static Representation representation(ContentType type, String codecs) {
    return representation(type, codecs, Optional.empty(), Optional.empty());
  }

  static Representation representation(
      ContentType type, String codecs, Optional<String> frameRate, Optional<Integer> rate) {
    return new Representation(
        "v",
        type,
        codecs,
        1000,
        Optional.empty(),
        Optional.empty(),
        frameRate,
        rate,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
