package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.Map;

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

  /** Samples of one frame, by codec family; of HE-AAC and unknown codecs {@link #LONG_FRAME}. */
  private static final Map<String, Long> FRAMES =
      Map.of("ac-3", 1_536L, "ec-3", 1_536L, "Opus", 960L, "mp4a.6b", 1_152L, "fLaC", 4_608L);

  private static final String AAC_LC = "mp4a.40.2";
  private static final long AAC_FRAME = 1_024;
  private static final long LONG_FRAME = 2_048;

  /** Where the definition does not say it: the lowest of those in common use. */
  private static final int USUAL_RATE = 32_000;

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
        longest =
            Math.max(
                longest,
                rounded(
                    segment.duration(),
                    segment.timescale(),
                    frame(representation),
                    representation.audioSamplingRate().orElse(USUAL_RATE)));
      }
    }
    return new TargetDuration(Math.max(1, longest));
  }

  private static long frame(Representation representation) {
    return representation.codecs().equals(AAC_LC)
        ? AAC_FRAME
        : FRAMES.getOrDefault(representation.codecFamily().name(), LONG_FRAME);
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
