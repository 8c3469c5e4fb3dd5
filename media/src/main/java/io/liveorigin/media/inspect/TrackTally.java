package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.Saturated;
import java.util.OptionalLong;

/** Adds up the facts of one track over the fragments of a segment. */
final class TrackTally {
  private final long trackId;
  private final long timescale;
  private OptionalLong decodeTime = OptionalLong.empty();
  private long samples;
  private long duration;
  private boolean startsWithSync;

  TrackTally(long trackId, long timescale) {
    this.trackId = trackId;
    this.timescale = timescale;
  }

  /** Only the first fragment's counts. */
  void decodeTime(long ticks) {
    if (decodeTime.isEmpty()) {
      decodeTime = OptionalLong.of(ticks);
    }
  }

  void run(TrackRun run) {
    if (samples == 0 && run.count() > 0) {
      startsWithSync = run.sync(0);
    }
    samples = Damage.bounded(samples + run.count());
    duration = Saturated.add(duration, run.totalDuration());
  }

  boolean hasDecodeTime() {
    return decodeTime.isPresent();
  }

  long samples() {
    return samples;
  }

  TrackFacts facts() {
    return new TrackFacts(
        trackId, timescale, decodeTime.orElse(0), samples, duration, 0, startsWithSync);
  }
}
