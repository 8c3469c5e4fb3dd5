package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;

/**
 * The target duration of an event (RFC 8216bis, 4.4.3.1): in seconds, the same in all its
 * playlists, and at least each EXTINF rounded to the nearest integer. Audio frames do not divide
 * every segment duration, so a segment may be one frame longer than the schedule has it. Pure.
 *
 * @param seconds at least 1
 */
public record TargetDuration(long seconds) {
  private static final int HOLD_BACKS = 3;
  private static final int SKIP_BACKS = 6;
  private static final long MICROS = 1_000_000;

  public TargetDuration {
    if (seconds < 1) {
      throw new IllegalArgumentException("target duration must be at least 1 s, but is " + seconds);
    }
  }

  /** That of an event: its segment and the longest of its audio frames, rounded. */
  public static TargetDuration of(EventDefinition event) {
    SegmentDuration segment = event.segmentDuration();
    long longest = rounded(segment.duration(), segment.timescale(), 0, 1);
    for (Representation representation : event.representations()) {
      if (representation.contentType() == ContentType.AUDIO) {
        AudioFrame frame = AudioFrame.of(representation);
        longest =
            Math.max(
                longest,
                rounded(segment.duration(), segment.timescale(), frame.samples(), frame.rate()));
      }
    }
    return new TargetDuration(Math.max(1, longest));
  }

  /** a/b + c/d to the nearest integer; at most 9e6 x 768e3 and 4608 x 9e6, so below 2^44. */
  private static long rounded(long a, long b, long c, long d) {
    return (2 * (a * d + c * b) + b * d) / (2 * b * d);
  }

  /** Whether a segment of that length may be listed; microseconds. */
  public boolean allows(long micros) {
    return micros > 0 && (micros + MICROS / 2) / MICROS <= seconds;
  }

  /** How far behind the end a player stays (4.4.3.8, HOLD-BACK); s. */
  long holdBack() {
    return HOLD_BACKS * seconds;
  }

  /** How far behind the end an update may leave segments out (4.4.3.8, CAN-SKIP-UNTIL); s. */
  long skipUntil() {
    return SKIP_BACKS * seconds;
  }
}
