package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.EventDefinition;
import java.util.OptionalInt;

/**
 * How many lines a media playlist of an event has at most. It follows from the definition and never
 * from the clock. Pure.
 */
public final class PlaylistLength {
  /** A playlist is never shorter than that (RFC 8216bis, 6.2.2), in target durations. */
  private static final int LEAST = 3;

  private PlaylistLength() {}

  /**
   * As many as stay fetchable for as long as clients may ask for them: what a playlist has listed
   * must be there for its own duration and the playlist's after it was first listed (6.2.2), which
   * is {@code expectedLatency} and {@code patience} after its media ended at the latest, and it
   * leaves the time-shift window {@code timeShiftBufferDepth} after that.
   *
   * @return empty where that is not enough for a playlist
   */
  public static OptionalInt of(EventDefinition event, TargetDuration target) {
    long millis =
        event
            .timeShiftBufferDepth()
            .minus(event.expectedLatency())
            .minus(event.patience())
            .toMillis();
    long lines = event.segmentDuration().countFloor(millis) - 1;
    boolean enough =
        lines > 0 && event.segmentDuration().millisCeil(lines) >= LEAST * target.seconds() * 1_000;
    return enough ? OptionalInt.of(Math.toIntExact(lines)) : OptionalInt.empty();
  }
}
