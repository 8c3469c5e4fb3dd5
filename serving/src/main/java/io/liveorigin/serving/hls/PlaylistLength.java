package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.OptionalInt;

/**
 * The maximum number of lines of an event's media playlists. It follows from the definition and
 * never from the clock. Pure.
 */
public final class PlaylistLength {
  /** A day of 2 s segments: players cannot use a longer playlist. */
  public static final int MOST = 43_200;

  /** The minimum duration of a playlist in target durations (RFC 8216bis, 6.2.2). */
  private static final int LEAST = 3;

  private PlaylistLength() {}

  /**
   * Returns the number of lines whose segments remain available for as long as clients may request
   * them. A segment must be available for its own duration plus that of the playlist, from when it
   * was first listed (6.2.2). It is listed at the latest {@code expectedLatency}, {@code patience}
   * and {@code fillPatience} after its media ended. It leaves the time-shift window {@code
   * timeShiftBufferDepth} after its media ended.
   *
   * @return empty if that is not enough for a playlist
   */
  public static OptionalInt of(EventDefinition event, TargetDuration target) {
    long millis =
        event
            .timeShiftBufferDepth()
            .minus(event.expectedLatency())
            .minus(event.patience())
            .minus(event.missingNumberPatience())
            .toMillis();
    long lines = Math.min(MOST, event.segmentDuration().countFloor(millis) - 1);
    return lines >= least(event, target)
        ? OptionalInt.of(Math.toIntExact(lines))
        : OptionalInt.empty();
  }

  /** The minimum number of lines of a playlist while its event goes on. */
  public static int least(EventDefinition event, TargetDuration target) {
    SegmentDuration duration = event.segmentDuration();
    long millis = LEAST * target.seconds() * 1_000;
    return Math.toIntExact(duration.countFloor(millis - 1) + 1);
  }
}
