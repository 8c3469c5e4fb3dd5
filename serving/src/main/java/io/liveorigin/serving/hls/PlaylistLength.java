package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.OptionalInt;

/**
 * How many lines a media playlist of an event has at most. It follows from the definition and never
 * from the clock. Pure.
 */
public final class PlaylistLength {
  /** A day of 2 s segments: a longer playlist is more than a player can use. */
  public static final int MOST = 43_200;

  /** A playlist is never shorter than that (RFC 8216bis, 6.2.2), in target durations. */
  private static final int LEAST = 3;

  private PlaylistLength() {}

  /**
   * As many as stay fetchable for as long as clients may ask for them: what a playlist has listed
   * must be there for its own duration and the playlist's after it was first listed (6.2.2), which
   * is {@code expectedLatency}, {@code patience} and {@code fillPatience} after its media ended at
   * the latest, and it leaves the time-shift window {@code timeShiftBufferDepth} after that.
   *
   * @return empty where that is not enough for a playlist
   */
  public static OptionalInt of(EventDefinition event, TargetDuration target) {
    long millis =
        event
            .timeShiftBufferDepth()
            .minus(event.expectedLatency())
            .minus(event.patience())
            .minus(event.holePatience())
            .toMillis();
    long lines = Math.min(MOST, event.segmentDuration().countFloor(millis) - 1);
    return lines >= least(event, target)
        ? OptionalInt.of(Math.toIntExact(lines))
        : OptionalInt.empty();
  }

  /** How many lines a playlist of an event that goes on has at least. */
  public static int least(EventDefinition event, TargetDuration target) {
    SegmentDuration duration = event.segmentDuration();
    long millis = LEAST * target.seconds() * 1_000;
    return Math.toIntExact(duration.countFloor(millis - 1) + 1);
  }
}
