package io.liveorigin.serving.hls;

import io.liveorigin.contract.schedule.MediaTime;

/**
 * What a playlist says of one segment. It never changes once it was listed (RFC 8216bis, 6.2.1).
 *
 * @param number segment number, which is its media sequence number
 * @param uri from the playlist
 * @param times when it is presented
 * @param gap whether nothing can be served for it
 * @param init what it is decoded with
 */
public record PlaylistLine(
    long number, String uri, LineTimes times, boolean gap, InitInForce init) {
  private static final int MILLIS = 1_000;

  public PlaylistLine {
    if (number < init.firstNumber()) {
      throw new IllegalArgumentException(
          "the init segment of " + number + " counts from " + init.firstNumber() + " on");
    }
  }

  /** Whether the event changes over with this segment (4.4.4.3). */
  boolean discontinuity() {
    return init.changes() > 0 && number == init.firstNumber();
  }

  /** The same line where another init segment is in force. */
  public PlaylistLine with(InitInForce other) {
    return new PlaylistLine(number, uri, times, gap, other);
  }

  /** What EXTINF says: {@link LineTimes#micros}. */
  public long micros() {
    return times.micros();
  }

  /** Of the first sample from media time zero, whole milliseconds that have passed. */
  long startMillis() {
    return MediaTime.floor(times.start(), times.timescale(), MILLIS);
  }
}
