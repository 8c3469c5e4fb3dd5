package io.liveorigin.ingest.upload;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.LiveEvent;
import java.util.Optional;

/**
 * Checks whether a number may be published now: it must not be too far ahead, nor older than the
 * window.
 */
final class NumberCheck {
  /**
   * The numbers of a packager that restarts at 1 stay below this for 55 hours with segments of 2 s.
   */
  private static final long RESTARTED = 100_000;

  static final String FFMPEG_HINT =
      "The number is not an epoch number. FFmpeg's dash muxer restarts $Number$ at 1 in each"
          + " process. Publish with '-f hls -start_number N', where N is the epoch time in seconds"
          + " divided by the segment duration, or name segments by $Time$ in FFmpeg and in the event"
          + " ('-f dash -use_timeline 1 -format_options movflags=+frag_discont'); see"
          + " docs/http-ingest.md";

  private NumberCheck() {}

  /** Returns the refusal; empty if the number is permitted. {@code now} is epoch ms. */
  static Optional<OriginException> of(LiveEvent event, SegmentAddress address, long now) {
    long oldest = event.schedule().oldestPermitted(now);
    long newest = event.schedule().newestPermitted(now);
    long number = address.number();
    if (number >= oldest && number <= newest) {
      return Optional.empty();
    }
    StringBuilder detail = new StringBuilder("number ").append(number);
    if (oldest > newest) {
      detail.append(" is refused: event ").append(event.id()).append(" accepts no number now");
    } else {
      detail.append(" must be ").append(oldest).append(" to ").append(newest).append(" now");
    }
    if (number < RESTARTED && oldest >= RESTARTED) {
      detail.append(". ").append(FFMPEG_HINT);
    }
    return Optional.of(new OriginException(ErrorCode.NUMBER_OUTSIDE_SCHEDULE, detail.toString()));
  }
}
