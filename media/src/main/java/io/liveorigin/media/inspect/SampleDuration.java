package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxMath;

/**
 * How long one sample should last: {@code num / den} ticks. It is a fraction, because at 59.94
 * frames and 90,000 ticks per second a frame lasts 1501.5 ticks.
 *
 * @param num 1 to 2^50
 * @param den 1 to 2^20
 */
record SampleDuration(long num, long den) {
  /** Longer times are all equally absurd; up to this number of ticks, no product overflows. */
  private static final long MAX_TICKS = 1L << 40;

  /** A sample shorter than 1/FAR_SHORTER of a period has practically not been displayed. */
  private static final int FAR_SHORTER = 8;

  static SampleDuration of(long ticks) {
    return new SampleDuration(ticks, 1);
  }

  /** Returns the length of {@code samples} samples, ticks, rounded to the nearest. */
  long ticks(long samples) {
    long twice = BoxMath.multiply(BoxMath.multiply(2, samples), num);
    return Math.floorDiv(BoxMath.add(twice, den), 2 * den);
  }

  /**
   * Returns how many samples last {@code ticks}, rounded to the nearest; 0 for a negative length.
   */
  long count(long ticks) {
    return (2 * bounded(ticks) * den + num) / (2 * num);
  }

  /** Returns how many samples begin within {@code ticks}: rounded up. */
  long countUp(long ticks) {
    return (bounded(ticks) * den + num - 1) / num;
  }

  /**
   * Whether a sample of that duration covers for lost ones: it is longer than one and a half
   * periods and the tick to which it was rounded. Soft telecine has frames of exactly one and a
   * half.
   *
   * @param telecined whether the samples have that pattern. With B-frames, the key frame of each
   *     segment is then decoded two periods before the next frame, although nothing is lost
   */
  boolean stretches(long ticks, boolean telecined) {
    return 2 * (bounded(ticks) - 1) * den > (telecined ? 4 : 3) * num;
  }

  /** Whether a sample lasts one and a quarter to one and three quarters of a period. */
  boolean isOneAndAHalfPeriods(long ticks) {
    long quarters = 4 * bounded(ticks) * den;
    return quarters >= 5 * num && quarters <= 7 * num;
  }

  boolean squeezes(long ticks) {
    return FAR_SHORTER * bounded(ticks) * den < num;
  }

  /**
   * Whether {@code ticks} is a whole number of periods, within the tick to which it was rounded.
   * The tolerance is no larger, because one second at 29.97 fps is only 0.03 frames short of 30.
   */
  boolean divides(long ticks) {
    return Math.abs(bounded(ticks) * den - count(ticks) * num) <= den;
  }

  private static long bounded(long ticks) {
    return Math.max(0, Math.min(MAX_TICKS, ticks));
  }
}
