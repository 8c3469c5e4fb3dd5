package io.liveorigin.media.inspect;

/**
 * The sample duration that more than half of the samples have, in one pass and constant memory
 * (majority vote of Boyer and Moore); where there is none, that of some sample. Unlike the mean it
 * is not moved by one stretched sample, which is how real packagers show lost media.
 */
final class TypicalDuration {
  private long candidate;
  private long votes;

  void add(TrackRun run) {
    if (run.uniform()) {
      vote(run.duration(0), run.count());
      return;
    }
    for (long i = 0; i < run.count(); i++) {
      vote(run.duration(i), 1);
    }
  }

  /** Ticks; 0 before the first sample. */
  long ticks() {
    return candidate;
  }

  private void vote(long duration, long weight) {
    if (duration == candidate) {
      votes += weight;
    } else if (weight > votes) {
      candidate = duration;
      votes = weight - votes;
    } else {
      votes -= weight;
    }
  }
}
