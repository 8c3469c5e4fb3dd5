package io.liveorigin.serving.manifest;

import io.liveorigin.contract.schedule.NumberRange;
import io.liveorigin.contract.schedule.Schedule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of an MPD (ISO/IEC 23009-1, 5.3.1.2 and 5.3.9.5.3), such that a player's own arithmetic
 * gives our schedule.
 *
 * <p>A player takes segment N to be available at {@code MPD@availabilityStartTime + Period@start +
 * end of N}. Ours is due at its media end plus expectedLatency: so availabilityStartTime is moved
 * by that much. Media times do not move with it.
 *
 * <p>It takes N to stay available for {@code timeShiftBufferDepth + @duration} after that. Ours
 * leaves the window at its media end plus the window: so the depth that is announced is the window
 * less one segment and expectedLatency, and no player asks for what has just expired.
 *
 * @param range the segments that the document lists
 * @param ended whether none is added any more: then it is static
 * @param longestFrame by so much may a segment be longer than the schedule has it, ms
 * @param zero instant of the document's time zero, epoch ms: the same as long as there is the
 *     document, or all that players have buffered would lie elsewhere when it becomes static
 */
record MpdTimes(Schedule schedule, NumberRange range, boolean ended, long longestFrame, long zero) {
  private static final long SUGGESTED_DELAY_SEGMENTS = 3;

  /**
   * A period for another init segment is announced 4 s before its first segment begins (ADR 31),
   * and that is fetched when it is there: a segment and expectedLatency later. Caches keep the
   * document for a segment at most.
   */
  private static final long UPDATE_SEGMENTS = 2;

  private static final long LONGEST_UPDATE_MILLIS = 3_000;

  String availabilityStart() {
    return Instant.ofEpochMilli(firstAvailability()).toString();
  }

  /**
   * When the document last became another one.
   *
   * @param changed when what it lists last became something else, epoch ms
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
   * How far behind the live edge a player should be.
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

  /** Of a template that seldom changes: for representations, periods and an end that are added. */
  String updatePeriod() {
    return duration(Math.min(UPDATE_SEGMENTS * segmentMillis(), LONGEST_UPDATE_MILLIS));
  }

  String maxSegment() {
    return duration(segmentMillis() + longestFrame);
  }

  /** A period starts with the segment of that number. */
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

  /** xs:duration in seconds; the largest unit that has one length everywhere. */
  private static String duration(long millis) {
    return "PT" + BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "S";
  }
}
