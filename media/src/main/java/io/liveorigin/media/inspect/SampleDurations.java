package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxMath;
import java.util.Arrays;

/**
 * The sample durations of one track: each distinct duration with the number of samples that have
 * it. After {@link #DISTINCT} distinct ones, which only an unsteady clock makes, a further one
 * counts as the nearest, so that memory is bounded, whatever the bytes are. One thread.
 */
final class SampleDurations {
  static final int DISTINCT = 32;
  private static final int FIRST_ROOM = 4;

  /** Durations that differ by at most an eighth are one cadence: 1501 and 1502 at 59.94 fps. */
  private static final int NEAR = 8;

  private long[] values = new long[FIRST_ROOM];
  private long[] counts = new long[FIRST_ROOM];
  private int size;
  private int last;

  /** Adds {@code weight} samples of {@code ticks}. */
  void add(long ticks, long weight) {
    if (weight == 0) {
      return;
    }
    if (size == 0 || values[last] != ticks) {
      last = slot(ticks);
    }
    counts[last] = BoxMath.add(counts[last], weight);
  }

  private int slot(long ticks) {
    int nearest = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] == ticks) {
        return i;
      }
      if (Math.abs(values[i] - ticks) < Math.abs(values[nearest] - ticks)) {
        nearest = i;
      }
    }
    if (size == DISTINCT) {
      return nearest;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    values[size] = ticks;
    return size++;
  }

  /**
   * Returns the duration that most samples have, counting those near it. Unlike the mean, it is not
   * moved by one stretched sample, with which real packagers cover lost media.
   *
   * @param shortest ticks; shorter samples do not count unless there are no others: a clock that
   *     jumps back produces more samples of one tick than proper ones
   * @return ticks; 0 if there are no samples
   */
  long typical(long shortest) {
    int best = -1;
    long bestNear = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] < shortest) {
        continue;
      }
      long near = near(values[i]);
      if (best < 0 || near > bestNear || (near == bestNear && counts[i] > counts[best])) {
        best = i;
        bestNear = near;
      }
    }
    if (best < 0) {
      return shortest > 0 ? typical(0) : 0;
    }
    return values[best];
  }

  private long near(long ticks) {
    long samples = 0;
    for (int i = 0; i < size; i++) {
      if (Math.abs(values[i] - ticks) * NEAR <= ticks) {
        samples = BoxMath.add(samples, counts[i]);
      }
    }
    return samples;
  }

  /**
   * Whether the samples have one cadence: all except those of almost no duration are within an
   * eighth of the period, or a single one is not and covers for more than one other. One doubled
   * sample among even ones is as often a frame that the camera left out as a lost one; only the
   * previous segments can tell.
   */
  boolean steady(SampleDuration period) {
    long ticks = period.ticks(1);
    long stretched = 0;
    for (int i = 0; i < size; i++) {
      boolean near = Math.abs(values[i] - ticks) * NEAR <= ticks;
      if (near || period.squeezes(values[i])) {
        continue;
      }
      if (period.count(values[i]) <= 2) {
        return false;
      }
      stretched = BoxMath.add(stretched, counts[i]);
    }
    return stretched <= 1;
  }

  /** Returns how much longer the longest is than the shortest, ticks. */
  long spread() {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      shortest = Math.min(shortest, values[i]);
    }
    return size == 0 ? 0 : longest() - shortest;
  }

  /** Returns the longest duration, ticks; 0 if there are no samples. */
  long longest() {
    long longest = 0;
    for (int i = 0; i < size; i++) {
      longest = Math.max(longest, values[i]);
    }
    return longest;
  }

  /** Whether a quarter of the samples last one and a half periods, within a quarter of one. */
  private boolean telecined(SampleDuration period) {
    long all = 0;
    long longer = 0;
    for (int i = 0; i < size; i++) {
      all = BoxMath.add(all, counts[i]);
      longer = BoxMath.add(longer, period.isOneAndAHalfPeriods(values[i]) ? counts[i] : 0);
    }
    return longer > 0 && longer >= all / 4;
  }

  /** Returns how many samples fit into the stretched ones in addition to these. */
  long lostInside(SampleDuration period) {
    long lost = 0;
    boolean telecined = telecined(period);
    for (int i = 0; i < size; i++) {
      if (period.stretches(values[i], telecined)) {
        lost = BoxMath.add(lost, BoxMath.multiply(counts[i], period.count(values[i]) - 1));
      }
    }
    return lost;
  }

  /** Returns by how much all stretched samples together are longer than one period each, ticks. */
  long stretch(SampleDuration period) {
    long ticks = 0;
    boolean telecined = telecined(period);
    for (int i = 0; i < size; i++) {
      if (period.stretches(values[i], telecined)) {
        long longer = values[i] - period.ticks(1);
        ticks = BoxMath.add(ticks, BoxMath.multiply(counts[i], longer));
      }
    }
    return ticks;
  }

  /** Returns the number of samples that are far shorter than a period. */
  long squeezed(SampleDuration period) {
    long samples = 0;
    for (int i = 0; i < size; i++) {
      if (period.squeezes(values[i])) {
        samples = BoxMath.add(samples, counts[i]);
      }
    }
    return samples;
  }
}
