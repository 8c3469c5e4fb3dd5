package io.liveorigin.contract.schedule;

import java.util.OptionalLong;

/**
 * The instants at which each segment of one event is due, decided and gone, in integer arithmetic.
 * All instants are Unix epoch milliseconds; the time is always an argument. Immutable, free of
 * allocation. No method throws, whatever the number or instant: results beyond 63 bits saturate.
 *
 * <pre>
 * segment N's media ends at AST + (N - startNumber + 1) x duration
 * due(N)     = media end + expectedLatency   it is normally published by then
 * decided(N) = due + patience                the selector no longer waits for a better candidate
 * gone(N)    = due + retryDeadline           no pipeline published it (once there is evidence)
 * </pre>
 *
 * @param availabilityStart AST, epoch ms; the media time zero of the event
 * @param duration constant segment duration
 * @param startNumber number of the segment that starts at AST
 * @param expectedLatencyMillis time from media end to publication
 * @param patienceMillis wait for a better candidate after due
 * @param retryDeadlineMillis time after due until a missing segment is gone
 * @param windowMillis time-shift window: how long after its media end a segment is served
 * @param startTime first instant of media that is part of the event, epoch ms
 * @param endTime last instant of media that is part of the event, epoch ms
 */
public record Schedule(
    long availabilityStart,
    SegmentDuration duration,
    long startNumber,
    long expectedLatencyMillis,
    long patienceMillis,
    long retryDeadlineMillis,
    long windowMillis,
    OptionalLong startTime,
    OptionalLong endTime) {

  /** How many segments a packager may be ahead of the clock before its number counts as wrong. */
  public static final long AHEAD_SEGMENTS = 5;

  /** Start of segment N's media. */
  public long mediaStart(long number) {
    return SaturatingMath.sum(
        availabilityStart, duration.millisCeil(SaturatingMath.difference(number, startNumber)));
  }

  /** End of segment N's media. */
  public long mediaEnd(long number) {
    return mediaStart(SaturatingMath.sum(number, 1));
  }

  public long due(long number) {
    return SaturatingMath.sum(mediaEnd(number), expectedLatencyMillis);
  }

  public long decided(long number) {
    return SaturatingMath.sum(due(number), patienceMillis);
  }

  public long gone(long number) {
    return SaturatingMath.sum(due(number), retryDeadlineMillis);
  }

  /** The instant at which segment N leaves the time-shift window. */
  public long expires(long number) {
    return SaturatingMath.sum(mediaEnd(number), windowMillis);
  }

  /** The largest number that is due at {@code now}; may be below {@link #firstNumber()}. */
  public long liveEdge(long now) {
    return Math.min(lastDue(now, expectedLatencyMillis), lastNumber());
  }

  /** The oldest number that is still in the time-shift window at {@code now}. */
  public long windowStart(long now) {
    // expires(N) > now  <=>  media end > now - window
    return Math.max(SaturatingMath.sum(lastDue(now, windowMillis), 1), firstNumber());
  }

  /** Largest N with mediaEnd(N) + delay <= now. */
  private long lastDue(long now, long delay) {
    return SaturatingMath.sum(startNumber - 1, count(SaturatingMath.difference(now, delay)));
  }

  /** The first number of the event: the one that holds startTime, or startNumber. */
  public long firstNumber() {
    return startTime.isEmpty()
        ? startNumber
        : Math.max(startNumber, holding(startTime.getAsLong()));
  }

  /** The last number of the event: the one that holds the last instant before endTime. */
  public long lastNumber() {
    return endTime.isEmpty() ? Long.MAX_VALUE : holding(endTime.getAsLong() - 1);
  }

  /** The number whose media holds that instant, whether or not it is in the schedule. */
  public long holding(long instant) {
    return SaturatingMath.sum(startNumber, count(instant));
  }

  private long count(long instant) {
    return duration.countFloor(SaturatingMath.difference(instant, availabilityStart));
  }

  /** The first number whose media begins at {@code instant} or later. */
  public long firstBeginning(long instant) {
    return SaturatingMath.sum(holding(instant - 1), 1);
  }

  /** The smallest number that may be published at {@code now}. */
  public long oldestPermitted(long now) {
    return windowStart(now);
  }

  /** The largest number that may be published at {@code now}: some segments ahead of the clock. */
  public long newestPermitted(long now) {
    return Math.min(SaturatingMath.sum(holding(now), AHEAD_SEGMENTS), lastNumber());
  }

  /** The decode time at which segment N starts, in ticks of {@code mediaTimescale}. */
  public long decodeTime(long number, long mediaTimescale) {
    return duration.ticks(SaturatingMath.difference(number, startNumber), mediaTimescale);
  }

  /**
   * The number whose start is nearest to {@code decodeTime}. Never throws, whatever the time; the
   * number may lie outside the schedule.
   */
  public long numberAt(long decodeTime, long mediaTimescale) {
    return SaturatingMath.sum(startNumber, duration.nearest(decodeTime, mediaTimescale));
  }
}
