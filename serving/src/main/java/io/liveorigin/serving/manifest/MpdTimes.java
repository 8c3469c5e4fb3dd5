package io.liveorigin.serving.manifest;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of an MPD (ISO/IEC 23009-1, 5.3.1.2 and 5.3.9.5.3), chosen so that a player's own
 * arithmetic yields the origin's schedule.
 *
 * <p>For a player, segment N is available at {@code MPD@availabilityStartTime + Period@start + end
 * of N}. The origin's segment is due at its media end plus expectedLatency, so
 * availabilityStartTime is moved by that much. Media times do not move with it.
 *
 * <p>For a player, N stays available for {@code timeShiftBufferDepth + @duration} after that. The
 * origin's segment leaves the window at its media end plus the window. The announced depth is
 * therefore the window less one segment and expectedLatency, and no player requests a segment that
 * has just expired.
 *
 * @param range the segments that the document lists
 * @param ended whether no more are added, so that the document is static
 * @param longestFrame how much longer than scheduled a segment may be, ms
 * @param zero the document's time zero, epoch ms. It stays the same for the life of the document;
 *     otherwise everything in players' buffers would be misplaced when the document becomes static
 */
record MpdTimes(Schedule schedule, NumberRange range, boolean ended, long longestFrame, long zero) {
  private static final long SUGGESTED_DELAY_SEGMENTS = 3;

  /**
   * A period for another init segment is announced 4 s before its first segment begins (ADR 31).
   * That segment is fetched when it is available, a segment and expectedLatency later. Caches keep
   * the document for a segment at most.
   */
  private static final long UPDATE_SEGMENTS = 2;

  private static final long LONGEST_UPDATE_MILLIS = 3_000;

  String availabilityStart() {
    return Instant.ofEpochMilli(firstAvailability()).toString();
  }

  /**
   * When the document last changed.
   *
   * @param changed when its content last changed, epoch ms
   */
  String publishTime(long changed) {
    return Instant.ofEpochMilli(Math.max(firstAvailability(), changed)).toString();
  }

  private long firstAvailability() {
    return zero + schedule.expectedLatencyMillis();
  }

  String segment() {
    return duration(segmentMillis());
  }

  /**
   * The distance from the live edge that a player should keep.
   *
   * @param declared by the operator
   */
  String suggestedDelay(Optional<Duration> declared) {
    return duration(
        declared.map(Duration::toMillis).orElse(SUGGESTED_DELAY_SEGMENTS * segmentMillis()));
  }

  String depth() {
    return duration(
        Math.max(
            segmentMillis(),
            schedule.windowMillis() - segmentMillis() - schedule.expectedLatencyMillis()));
  }

  /**
   * Update period of a template that seldom changes, for new representations, new periods and an
   * end.
   */
  String updatePeriod() {
    return duration(Math.min(UPDATE_SEGMENTS * segmentMillis(), LONGEST_UPDATE_MILLIS));
  }

  String maxSegment() {
    return duration(segmentMillis() + longestFrame);
  }

  /** Start of the period whose first segment has that number. */
  String periodStart(long number) {
    return duration(schedule.mediaStart(number) - zero);
  }

  boolean ends() {
    return range.last() < Long.MAX_VALUE;
  }

  String presentationDuration() {
    return duration(schedule.mediaEnd(range.last()) - zero);
  }

  private long segmentMillis() {
    return schedule.duration().millisCeil(1);
  }

  /** xs:duration in seconds, the largest unit that has the same length everywhere. */
  private static String duration(long millis) {
    return "PT" + BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "S";
  }
}
