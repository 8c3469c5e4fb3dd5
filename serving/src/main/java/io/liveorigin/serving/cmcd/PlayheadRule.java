package io.liveorigin.serving.cmcd;

import io.liveorigin.contract.schedule.Schedule;
import io.liveorigin.contract.wire.ViewRecord.Located;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the segment at the playhead for a report that names none. Pure; instants are epoch ms.
 *
 * <p>CMCD defines latency as the time since the media became available at the origin. DASH players
 * compute it from {@code MPD@availabilityStartTime}, which the origin moves by expectedLatency; HLS
 * players compute it from {@code EXT-X-PROGRAM-DATE-TIME}, which is media time.
 */
final class PlayheadRule {
  /**
   * Playback stops because of what comes next. A player may notice some frames before the end of
   * its media, and reports take a moment.
   */
  static final long AHEAD_MILLIS = 100;

  /** Viewers may be this much behind the window, for example while they pause. */
  private static final long SLACK_MILLIS = 3_600_000;

  private static final String HLS = "h";

  private PlayheadRule() {}

  /** A segment, and how it was found. */
  record Position(long number, Located located) {}

  /**
   * Returns the segment.
   *
   * @param at when it happened
   * @param newest the newest number that the session has received
   * @param stops whether playback stops then, for lack of what comes next
   */
  static Optional<Position> of(
      Schedule schedule, PlayerReport report, long at, OptionalLong newest, boolean stops) {
    long shift = report.sf().filter(HLS::equals).isPresent() ? 0 : schedule.expectedLatencyMillis();
    long longest = schedule.windowMillis() + SLACK_MILLIS;
    if (report.pt().isPresent() && Math.abs(at - report.pt().getAsLong()) <= longest) {
      return number(schedule, report.pt().getAsLong() - shift, at)
          .map(number -> new Position(number, Located.PLAYHEAD));
    }
    // dash.js reports 0 while it does not know.
    if (report.ltc().isPresent()
        && report.ltc().getAsLong() > 0
        && report.ltc().getAsLong() <= longest) {
      return number(schedule, at - report.ltc().getAsLong() - shift, at)
          .map(number -> new Position(number, Located.LATENCY));
    }
    return newest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Position(
                received(schedule, report.bl(), newest.getAsLong(), stops), Located.RECEIVED));
  }

  /** The playhead is before the end of what was received, by the length of the buffer. */
  private static long received(Schedule schedule, OptionalLong buffer, long newest, boolean stops) {
    long number = stops ? newest + 1 : newest;
    if (buffer.isPresent()) {
      number = schedule.holding(schedule.mediaEnd(newest) - buffer.getAsLong() + AHEAD_MILLIS);
    }
    return Math.max(schedule.firstNumber(), Math.min(number, schedule.lastNumber()));
  }

  private static Optional<Long> number(Schedule schedule, long media, long at) {
    long number = schedule.holding(media + AHEAD_MILLIS);
    return number < schedule.firstNumber() || number > schedule.newestPermitted(at)
        ? Optional.empty()
        : Optional.of(number);
  }
}
