package io.liveorigin.serving.hls;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import java.util.Optional;

/**
 * The target duration of an event (RFC 8216bis, 4.4.3.1): in seconds, the same in all its
 * playlists, and at least each EXTINF rounded to the nearest integer. Audio frames do not divide
 * every segment duration, so a segment may be one frame longer than its scheduled duration. Pure.
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

  /**
   * The target duration of an event: that of its definition, if it has one. Otherwise it is long
   * enough for each segment, and for each line to follow the one before it within one and a half
   * target durations (6.2.1), even if the decision waits for {@code patience} and {@code
   * fillPatience}.
   */
  public static TargetDuration of(EventDefinition event) {
    return event
        .targetDuration()
        .map(seconds -> new TargetDuration(seconds.toSeconds()))
        .orElseGet(() -> new TargetDuration(Math.max(least(event).seconds, prompt(event))));
  }

  /**
   * The shortest target duration that allows each segment, rounded. A segment of audio may be one
   * frame longer than its scheduled duration.
   */
  public static TargetDuration least(EventDefinition event) {
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

  /** The shortest that, times one and a half, covers a segment and the time to wait for it; s. */
  private static long prompt(EventDefinition event) {
    long millis =
        event.segmentDuration().millisCeil(1)
            + event.patience().toMillis()
            + event.missingNumberPatience().toMillis();
    return (2 * millis + 2_999) / 3_000;
  }

  /** Returns whether every line appears within the time that 6.2.1 allows, whatever is missing. */
  public boolean keptBy(EventDefinition event) {
    return seconds >= prompt(event);
  }

  /**
   * What to change if a line may appear later than 6.2.1 allows; empty if none may.
   *
   * @param changeable whether the target duration itself may still be changed
   */
  public Optional<String> warning(EventDefinition event, boolean changeable) {
    if (keptBy(event)) {
      return Optional.empty();
    }
    long late = event.patience().plus(event.missingNumberPatience()).toMillis();
    long segment = event.segmentDuration().millisCeil(1);
    long allowed = 1_500 * seconds;
    return Optional.of(
        "HLS playlists may be late: segmentDuration + patience + fillPatience is "
            + (segment + late)
            + " ms, but one and a half times targetDuration is "
            + allowed
            + " ms; set patience and fillPatience to "
            + Math.max(0, allowed - segment)
            + " ms in total"
            + (changeable ? ", or targetDuration to PT" + prompt(event) + "S" : ""));
  }

  /**
   * a/b + c/d, rounded to the nearest integer. The products are at most 9e6 x 768e3 and 4608 x 9e6,
   * so below 2^44.
   */
  private static long rounded(long a, long b, long c, long d) {
    return (2 * (a * d + c * b) + b * d) / (2 * b * d);
  }

  /** Returns whether a segment of that duration may be listed; microseconds. */
  public boolean allows(long micros) {
    return micros > 0 && (micros + MICROS / 2) / MICROS <= seconds;
  }

  /** The distance that a player keeps from the end of the list (4.4.3.8, HOLD-BACK); s. */
  long holdBack() {
    return HOLD_BACKS * seconds;
  }

  /**
   * The distance from the end before which a delta update may leave segments out (4.4.3.8,
   * CAN-SKIP-UNTIL); s.
   */
  long skipUntil() {
    return SKIP_BACKS * seconds;
  }
}
