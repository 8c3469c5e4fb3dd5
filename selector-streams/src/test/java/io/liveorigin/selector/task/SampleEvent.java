package io.liveorigin.selector.task;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The event of most tests: pipelines a, b and c, 2 s segments from the epoch, due 1 s after a
 * segment's end, decided 1 s later.
 */
public final class SampleEvent {
  public static final Track TRACK = Track.of("t", "e", "v0");
  public static final long NUMBER = 1_000;

  /** The set-up of init segments that state no other. */
  public static final String PLAIN = "plain";

  private SampleEvent() {}

  public static EventDefinition event() {
    return event(List.of("a", "b", "c"));
  }

  public static EventDefinition event(List<String> pipelines) {
    return event(pipelines, null, null);
  }

  /** Returns the event with numbers that begin at another instant, and with another number. */
  public static EventDefinition event(
      List<String> pipelines, Instant availabilityStart, long startNumber) {
    return event(pipelines)
        .withAvailabilityStartTime(availabilityStart)
        .withStartNumber(startNumber);
  }

  public static EventDefinition event(List<String> pipelines, Instant startTime, Instant endTime) {
    return event(pipelines, startTime, endTime, Duration.ofMinutes(5), List.of(video("v0")));
  }

  /** Returns a video representation with this id. */
  public static Representation video(String id) {
    return new Representation(
        id,
        ContentType.VIDEO,
        "avc1.64001f",
        500_000,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  public static EventDefinition event(
      List<String> pipelines,
      Instant startTime,
      Instant endTime,
      Duration window,
      List<Representation> representations) {
    EventDefinition open =
        EventDefinition.of("t", "e", pipelines, representations).withTimeShiftBufferDepth(window);
    EventDefinition started = startTime == null ? open : open.startingAt(startTime);
    return endTime == null ? started : started.endingAt(endTime);
  }
}
