package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxMath;
import java.util.OptionalLong;

/**
 * The times of one track over the fragments of a segment: the start of each compared with the end
 * of the previous one, and the presentation of the first sample. All in ticks. One thread.
 */
final class TrackClock {
  private OptionalLong start = OptionalLong.empty();
  private long end;
  private long gap;
  private boolean presented;
  private long earliest;
  private long latest;
  private boolean reorders;
  private long leastOffset;
  private long greatestOffset;
  private long offsets;

  // Of the current track fragment; its tfdt may come after its runs.
  private OptionalLong decodeTime = OptionalLong.empty();
  private long duration;
  private boolean run;
  private boolean sampled;
  private long earliestInside;
  private long latestInside;

  /** Begins a track fragment. */
  void begin() {
    decodeTime = OptionalLong.empty();
    duration = 0;
    run = false;
    sampled = false;
  }

  /** Sets its baseMediaDecodeTime; returns false if it has one already. */
  boolean decodeTime(long ticks) {
    if (decodeTime.isPresent()) {
      return false;
    }
    decodeTime = OptionalLong.of(ticks);
    return true;
  }

  /** Takes a run whose samples last {@code ticks} together. */
  void run(TrackRun samples, long ticks) {
    run = true;
    if (samples.count() > 0) {
      if (samples.reorders()) {
        reordered(samples);
      } else {
        // The first sample is the earliest, because no duration is negative.
        present(duration, BoxMath.add(duration, ticks), 0, 0);
      }
    }
    pass(ticks);
  }

  /** Whether it has a run, even one without samples. */
  boolean hasRun() {
    return run;
  }

  /** Takes time that is declared to have no samples; it is presented like any other. */
  void empty(long ticks) {
    present(duration, BoxMath.add(duration, ticks), 0, 0);
    pass(ticks);
  }

  private void pass(long ticks) {
    duration = BoxMath.add(duration, ticks);
  }

  /**
   * Takes a run with composition offsets, in local variables, because this is done for each sample.
   * No sum here exceeds 2^62.
   */
  private void reordered(TrackRun run) {
    long decoded = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    long sum = 0;
    for (long i = 0; i < run.count(); i++) {
      long offset = run.compositionOffset(i);
      long presentedAt = decoded + offset;
      decoded += run.duration(i);
      first = Math.min(first, presentedAt);
      last = Math.max(last, decoded + offset);
      least = Math.min(least, offset);
      greatest = Math.max(greatest, offset);
      sum += offset;
    }
    reorders = true;
    offsets = BoxMath.add(offsets, sum);
    present(BoxMath.add(duration, first), BoxMath.add(duration, last), least, greatest);
  }

  /**
   * Records a presentation {@code from} the first moment {@code until} the last, with offsets in
   * the range {@code least} to {@code greatest}.
   */
  private void present(long from, long until, long least, long greatest) {
    boolean any = presented || sampled;
    earliestInside = sampled ? Math.min(earliestInside, from) : from;
    latestInside = sampled ? Math.max(latestInside, until) : until;
    leastOffset = any ? Math.min(leastOffset, least) : least;
    greatestOffset = any ? Math.max(greatestOffset, greatest) : greatest;
    sampled = true;
  }

  /** Ends the track fragment; returns false if it has no decode time. */
  boolean end() {
    if (decodeTime.isEmpty()) {
      return false;
    }
    long begin = decodeTime.getAsLong();
    if (start.isEmpty()) {
      start = decodeTime;
    } else {
      widest(BoxMath.subtract(begin, end));
    }
    end = BoxMath.add(begin, duration);
    if (sampled) {
      long since = BoxMath.subtract(begin, start.getAsLong());
      long first = BoxMath.add(since, earliestInside);
      long last = BoxMath.add(since, latestInside);
      earliest = presented ? Math.min(earliest, first) : first;
      latest = presented ? Math.max(latest, last) : last;
      presented = true;
    }
    return true;
  }

  private void widest(long delta) {
    if (Math.abs(Math.max(delta, -Long.MAX_VALUE)) > Math.abs(gap)) {
      gap = Math.max(delta, -Long.MAX_VALUE);
    }
  }

  /** Returns the baseMediaDecodeTime of the first fragment; empty if none has one. */
  OptionalLong start() {
    return start;
  }

  /**
   * Returns the widest gap: by how much a fragment begins after the end of the previous one;
   * negative if it begins before that.
   */
  long gap() {
    return gap;
  }

  /** Returns how long after {@link #start} the first sample is presented, without any edit list. */
  long earliest() {
    return earliest;
  }

  /**
   * Returns the part of {@link #earliest} that only makes room for samples that are decoded before
   * they are presented: its excess over the smallest composition offset.
   */
  long reorderDelay() {
    return presented ? Math.max(0, BoxMath.subtract(earliest, Math.max(0, leastOffset))) : 0;
  }

  /** Whether any run has composition offsets, so that presentation and decode times may differ. */
  boolean reorders() {
    return reorders;
  }

  /** Returns the time from the first moment that is presented to the last one, ticks. */
  long presentedTicks() {
    return BoxMath.subtract(latest, earliest);
  }

  /** Returns the time from the first decode time to the end of the last fragment, ticks. */
  long decodedTicks() {
    return start.isPresent() ? BoxMath.subtract(end, start.getAsLong()) : 0;
  }

  /** Returns the sum of all composition offsets, ticks. */
  long offsets() {
    return offsets;
  }

  /**
   * Returns the composition offset that is furthest from {@link #earliest}, less that value, ticks.
   */
  long furthest() {
    long above = BoxMath.subtract(greatestOffset, earliest);
    long below = BoxMath.subtract(leastOffset, earliest);
    return above > -Math.max(below, -Long.MAX_VALUE) ? above : below;
  }
}
