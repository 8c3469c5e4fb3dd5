package io.liveorigin.serving.hls;

import io.liveorigin.contract.schedule.MediaTime;

/**
 * The entry of one segment in a playlist. It never changes after it was listed (RFC 8216bis,
 * 6.2.1).
 *
 * @param number segment number, which is its media sequence number
 * @param uri relative to the playlist
 * @param times when it is presented
 * @param gap whether nothing can be served for it
 * @param init the init segment with which it is decoded
 */
public record PlaylistLine(
    long number, String uri, LineTimes times, boolean gap, InitInForce init) {
  private static final int MILLIS = 1_000;

  public PlaylistLine {
    if (number < init.firstNumber()) {
      throw new IllegalArgumentException(
          "the init segment of " + number + " is in force only from " + init.firstNumber() + " on");
    }
  }

  /** Returns whether the event changes over with this segment (4.4.4.3). */
  boolean discontinuity() {
    return init.changes() > 0 && number == init.firstNumber();
  }

  /** Returns the same line with another init segment in force. */
  public PlaylistLine with(InitInForce other) {
    return new PlaylistLine(number, uri, times, gap, other);
  }

  /** Duration in microseconds, as EXTINF states it: {@link LineTimes#micros}. */
  public long micros() {
    return times.micros();
  }

  /** Start of the first sample in milliseconds from media time zero, rounded down. */
  long startMillis() {
    return MediaTime.floor(times.start(), times.timescale(), MILLIS);
  }
}
