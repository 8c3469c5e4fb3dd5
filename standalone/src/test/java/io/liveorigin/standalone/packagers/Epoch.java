package io.liveorigin.standalone.packagers;

import io.liveorigin.contract.schedule.SegmentDuration;
import java.time.Instant;

/** Where runs start. */
final class Epoch {
  /** Media that is this old has long been due, and is far from leaving a window of an hour. */
  private static final long AGE_MILLIS = 300_000;

  /**
   * 2 s x 4 is where a segment and an AAC frame of 48 kHz begin together; 2.002 s x 5 is a whole
   * number of samples at 44.1 kHz.
   */
  private static final long MULTIPLE = 20;

  private Epoch() {}

  /** The number, counted since 1970, of a segment that started some minutes ago. */
  static long number(SegmentDuration duration) {
    return duration.countFloor(System.currentTimeMillis() - AGE_MILLIS) / MULTIPLE * MULTIPLE;
  }

  /** A whole second some minutes ago. */
  static Instant second() {
    return Instant.ofEpochSecond((System.currentTimeMillis() - AGE_MILLIS) / 1000);
  }
}
