package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxMath;
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
  private long latest;
  private boolean reorders;
  private long leastOffset;
  private long greatestOffset;
  private long offsets;

  // Of the track fragment that the pass is in; its tfdt may stand behind its runs.
  private OptionalLong decodeTime = OptionalLong.empty();
  private long duration;
  private boolean run;
  private boolean sampled;
  private long earliestInside;
  private long latestInside;

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
      if (samples.reorders()) {
        reordered(samples);
      } else {
        // The first sample is the earliest: none lasts less than no time.
        present(duration, BoxMath.add(duration, ticks), 0, 0);
      }
    }
    pass(ticks);
  }

  /** Whether it has a run, be it of no samples. */
  boolean hasRun() {
    return run;
  }

  /** Time that is said to have no samples; it is presented like any other. */
  void empty(long ticks) {
    present(duration, BoxMath.add(duration, ticks), 0, 0);
    pass(ticks);
  }

  private void pass(long ticks) {
    duration = BoxMath.add(duration, ticks);
  }

  /** In local variables: this is done for each sample. No sum here exceeds 2^62. */
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

  /** From the first moment to the last, by offsets in that range. */
  private void present(long from, long until, long least, long greatest) {
    boolean any = presented || sampled;
    earliestInside = sampled ? Math.min(earliestInside, from) : from;
    latestInside = sampled ? Math.max(latestInside, until) : until;
    leastOffset = any ? Math.min(leastOffset, least) : least;
    greatestOffset = any ? Math.max(greatestOffset, greatest) : greatest;
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
    return presented ? Math.max(0, BoxMath.subtract(earliest, Math.max(0, leastOffset))) : 0;
  }

  /** Whether any run says that samples are presented at another time than they are decoded at. */
  boolean reorders() {
    return reorders;
  }

  /** From the first moment that is presented to the last one, ticks. */
  long presentedTicks() {
    return BoxMath.subtract(latest, earliest);
  }

  /** From the first decode time to the end of the last fragment, ticks. */
  long decodedTicks() {
    return start.isPresent() ? BoxMath.subtract(end, start.getAsLong()) : 0;
  }

  /** The sum of all composition offsets, ticks. */
  long offsets() {
    return offsets;
  }

  /** The composition offset that is furthest from {@link #earliest}, less that, ticks. */
  long furthest() {
    long above = BoxMath.subtract(greatestOffset, earliest);
    long below = BoxMath.subtract(leastOffset, earliest);
    return above > -Math.max(below, -Long.MAX_VALUE) ? above : below;
  }
}
