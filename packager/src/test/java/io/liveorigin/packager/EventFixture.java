package io.liveorigin.packager;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.packager.clip.Clip;
import java.time.Instant;
import java.util.List;

/** Short events for the clip. */
public final class EventFixture {
  public static final long FIRST = 895_000_000L;

  /** In the middle of the media of segment {@link #FIRST}, epoch ms. */
  public static final long NOW = FIRST * 2000 + 1000;

  private EventFixture() {}

  /** An event that ends after {@code segments} segments from {@link #FIRST} on. */
  public static LiveEvent event(int segments) {
    return event(segments, Clip.representations(), new SegmentDuration(2, 1));
  }

  public static LiveEvent event(
      int segments, List<Representation> representations, SegmentDuration duration) {
    Instant end = Instant.ofEpochMilli((FIRST + segments) * 2000);
    return LiveEvent.of(
        EventDefinition.of("demo", "live", List.of("a", "b"), representations)
            .withSegmentDuration(duration)
            .endingAt(end));
  }
}
