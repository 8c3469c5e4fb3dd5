package io.liveorigin.serving.hls;

import io.liveorigin.contract.schedule.MediaTime;
import io.liveorigin.contract.schedule.Saturated;

/**
 * What a playlist says of one segment. It never changes once it was listed (RFC 8216bis, 6.2.1).
 *
 * @param number segment number, which is its media sequence number
 * @param uri from the playlist
 * @param timescale ticks per second, 1 to 2^32 - 1
 * @param start presentation time of its first sample, ticks
 * @param duration ticks
 * @param gap whether nothing can be served for it
 * @param init what it is decoded with
 */
public record Line(
    long number,
    String uri,
    long timescale,
    long start,
    long duration,
    boolean gap,
    InitInForce init) {
  private static final int MICROS = 1_000_000;
  private static final int MILLIS = 1_000;

  public Line {
    if (timescale < 1) {
      throw new IllegalArgumentException("timescale must be at least 1, but is " + timescale);
    }
    if (number < init.firstNumber()) {
      throw new IllegalArgumentException(
          "the init segment of " + number + " counts from " + init.firstNumber() + " on");
    }
  }

  /** Whether the event changes over with this segment (4.4.4.3). */
  boolean discontinuity() {
    return init.changes() > 0 && number == init.firstNumber();
  }

  /**
   * Microseconds from start to end, each of them rounded: where segments follow one another, the
   * sum of any run of them is that of their media to the microsecond.
   */
  public long micros() {
    return MediaTime.nearest(Saturated.sum(start, duration), timescale, MICROS)
        - MediaTime.nearest(start, timescale, MICROS);
  }

  /** Of the first sample from media time zero, whole milliseconds that have passed. */
  long startMillis() {
    return MediaTime.floor(start, timescale, MILLIS);
  }
}
