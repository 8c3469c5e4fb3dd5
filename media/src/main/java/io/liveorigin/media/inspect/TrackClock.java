package io.liveorigin.media.inspect;

import io.liveorigin.media.box.Saturated;
import java.util.OptionalLong;

/**
 * The times of one track over the fragments of a segment: where each begins against where the one
 * before it ended, and when the first sample is presented. All in ticks. One thread.
 */
final class TrackClock {
  private OptionalLong start = OptionalLong.empty();
  private long end;
  private long gap;
  private boolean presented;
  private long earliest;
  private long leastOffset;

  // Of the track fragment that the pass is in; its tfdt may stand behind its runs.
  private OptionalLong decodeTime = OptionalLong.empty();
  private long duration;
  private boolean run;
  private boolean sampled;
  private long earliestInside;

  /** A track fragment begins. */
  void begin() {
    decodeTime = OptionalLong.empty();
    duration = 0;
    run = false;
    sampled = false;
  }

  /** Its baseMediaDecodeTime; false where it has one already. */
  boolean decodeTime(long ticks) {
    if (decodeTime.isPresent()) {
      return false;
    }
    decodeTime = OptionalLong.of(ticks);
    return true;
  }

  /** A run whose samples last {@code ticks} together. */
  void run(TrackRun samples, long ticks) {
    run = true;
    if (samples.count() > 0) {
      presented(samples);
    }
    pass(ticks);
  }

  /** Whether it has a run, be it of no samples. */
  boolean hasRun() {
    return run;
  }

  /** Time that is said to have no samples; it is presented like any other. */
  void empty(long ticks) {
    present(duration, 0);
    pass(ticks);
  }

  private void pass(long ticks) {
    duration = Saturated.add(duration, ticks);
  }

  /** Without composition offsets the first sample is the earliest: no sample lasts less than 0. */
  private void presented(TrackRun run) {
    long decoded = duration;
    long samples = run.reorders() ? run.count() : 1;
    for (long i = 0; i < samples; i++) {
      present(decoded, run.compositionOffset(i));
      decoded = Saturated.add(decoded, run.duration(i));
    }
  }

  private void present(long decoded, long offset) {
    long time = Saturated.add(decoded, offset);
    earliestInside = sampled ? Math.min(earliestInside, time) : time;
    leastOffset = presented || sampled ? Math.min(leastOffset, offset) : offset;
    sampled = true;
  }

  /** The track fragment ends; false where it has not said when it begins. */
  boolean end() {
    if (decodeTime.isEmpty()) {
      return false;
    }
    long begin = decodeTime.getAsLong();
    if (start.isEmpty()) {
      start = decodeTime;
    } else {
      widest(Saturated.subtract(begin, end));
    }
    end = Saturated.add(begin, duration);
    if (sampled) {
      long time = Saturated.add(Saturated.subtract(begin, start.getAsLong()), earliestInside);
      earliest = presented ? Math.min(earliest, time) : time;
      presented = true;
    }
    return true;
  }

  private void widest(long delta) {
    if (Math.abs(Math.max(delta, -Long.MAX_VALUE)) > Math.abs(gap)) {
      gap = Math.max(delta, -Long.MAX_VALUE);
    }
  }

  /** baseMediaDecodeTime of the first fragment; empty where none has one. */
  OptionalLong start() {
    return start;
  }

  /**
   * By how much a fragment begins after the end of the one before it; negative where it begins
   * before that. The widest of all gaps.
   */
  long gap() {
    return gap;
  }

  /** How long after {@link #start} the first sample is presented, without any edit list. */
  long earliest() {
    return earliest;
  }

  /**
   * How much of {@link #earliest} only makes room for samples that are decoded before they are
   * presented: what is more than the smallest composition offset.
   */
  long reorderDelay() {
    return presented ? Math.max(0, Saturated.subtract(earliest, Math.max(0, leastOffset))) : 0;
  }
}
