package io.liveorigin.serving.manifest;

import io.liveorigin.contract.schedule.Schedule;
import java.math.BigDecimal;
import java.time.Instant;

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
 */
record MpdTimes(Schedule schedule) {
  private static final long SUGGESTED_DELAY_SEGMENTS = 3;
  private static final long UPDATE_SEGMENTS = 5;

  String availabilityStart() {
    return Instant.ofEpochMilli(firstAvailability()).toString();
  }

  /**
   * When the document last became another one.
   *
   * @param inits when the newest of the listed init segments was decided, epoch ms
   */
  String publishTime(long inits) {
    return Instant.ofEpochMilli(Math.max(firstAvailability(), inits)).toString();
  }

  private long firstAvailability() {
    return schedule.availabilityStart() + schedule.expectedLatencyMillis();
  }

  String segment() {
    return duration(segmentMillis());
  }

  String suggestedDelay() {
    return duration(SUGGESTED_DELAY_SEGMENTS * segmentMillis());
  }

  String depth() {
    return duration(
        Math.max(
            segmentMillis(),
            schedule.windowMillis() - segmentMillis() - schedule.expectedLatencyMillis()));
  }

  /** Of a template that never changes: for representations and an end that are added. */
  String updatePeriod() {
    return duration(UPDATE_SEGMENTS * segmentMillis());
  }

  /** The only period starts with the event's first segment. */
  String periodStart() {
    return duration(schedule.mediaStart(schedule.firstNumber()) - schedule.availabilityStart());
  }

  boolean ends() {
    return schedule.endTime().isPresent();
  }

  String presentationDuration() {
    return duration(schedule.mediaEnd(schedule.lastNumber()) - schedule.availabilityStart());
  }

  private long segmentMillis() {
    return schedule.duration().millisCeil(1);
  }

  /** xs:duration in seconds; the largest unit that has one length everywhere. */
  private static String duration(long millis) {
    return "PT" + BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "S";
  }
}
