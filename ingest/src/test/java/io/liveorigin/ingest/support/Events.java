package io.liveorigin.ingest.support;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.ingest.upload.UploadTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One event with a video and an audio representation, and an instant at which it runs. */
public final class Events {
  /** Instant of all tests; segment {@link #NUMBER} has just begun. */
  public static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  public static final long NUMBER = 900_000_000L;
  public static final String DEFINITION =
      """
      {"tenant": "acme", "event": "cup", "pipelines": ["a", "b"],
       "representations": [
         {"id": "v0", "contentType": "video", "codecs": "avc1.64001f", "bandwidth": 1000000},
         {"id": "a0", "contentType": "audio", "codecs": "mp4a.40.2", "bandwidth": 96000}]}
      """;

  private Events() {}

  public static LiveEvent event() {
    return event(DEFINITION);
  }

  public static LiveEvent event(String definition) {
    return LiveEvent.of(ControlJson.readOperatorEvent(definition.getBytes(StandardCharsets.UTF_8)));
  }

  public static Track video() {
    return Track.of("acme", "cup", "v0");
  }

  public static SegmentAddress address(long number) {
    return new SegmentAddress(video(), number);
  }

  public static UploadTarget.Media media(long number) {
    return new UploadTarget.Media(event(), address(number), representation());
  }

  public static UploadTarget.Init init() {
    return new UploadTarget.Init(event(), new InitAddress(video()), representation());
  }

  private static Representation representation() {
    return event().definition().representation("v0").orElseThrow();
  }
}
