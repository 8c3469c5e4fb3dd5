package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxMath;
import java.util.Optional;

/** Adds up the values of the runs of one track, over the fragments of a segment. One thread. */
final class TrackTally {
  private static final int SHORTEST_PER_SECOND = 500;

  private final long trackId;
  private final Optional<InitTrack> init;
  private final SampleDurations durations = new SampleDurations();
  private final TrackClock clock = new TrackClock();
  private long samples;
  private long duration;
  private long sampleDescription;
  private boolean startsWithSync;
  private boolean inherits;

  TrackTally(long trackId, Optional<InitTrack> init) {
    this.trackId = trackId;
    this.init = init;
  }

  void run(TrackRun run, TrackFragment fragment) {
    if (samples == 0 && run.count() > 0) {
      startsWithSync = run.sync(0);
    }
    samples = StructureDefects.bounded(samples + run.count());
    sampleDescription = Math.max(sampleDescription, fragment.sampleDescription());
    inherits |= run.inherits();
    if (run.sameDurations()) {
      durations.add(run.duration(0), run.count());
      lasts(run, BoxMath.multiply(run.count(), run.duration(0)));
      return;
    }
    long sum = 0;
    for (long i = 0; i < run.count(); i++) {
      long ticks = run.duration(i);
      durations.add(ticks, 1);
      sum += ticks;
    }
    lasts(run, sum);
  }

  private void lasts(TrackRun run, long ticks) {
    clock.run(run, ticks);
    duration = BoxMath.add(duration, ticks);
  }

  /** Takes time that a fragment declares to have no samples, ticks. */
  void passes(long ticks) {
    clock.empty(ticks);
    duration = BoxMath.add(duration, ticks);
  }

  long trackId() {
    return trackId;
  }

  Optional<InitTrack> init() {
    return init;
  }

  TrackClock clock() {
    return clock;
  }

  EditList edits() {
    return init.map(InitTrack::edits).orElse(EditList.NONE);
  }

  long samples() {
    return samples;
  }

  SampleDurations durations() {
    return durations;
  }

  boolean inherits() {
    return inherits;
  }

  /** Returns the largest sample_description_index of its fragments, from 1; 0 if none states it. */
  long sampleDescription() {
    return sampleDescription;
  }

  /** Returns the ticks per second; 0 if no init segment with the track is known. */
  long timescale() {
    return init.isPresent() ? init.get().timescale() : 0;
  }

  /**
   * Returns whether its samples are video or audio, by the init segment; empty for neither.
   *
   * @param declared content type of the representation, which counts if there is no init segment
   */
  Optional<ContentType> contentType(ContentType declared) {
    if (init.isEmpty()) {
      return Optional.of(declared);
    }
    String handler = init.get().handler();
    if (handler.equals(InitTrack.VIDEO)) {
      return Optional.of(ContentType.VIDEO);
    }
    return handler.equals(InitTrack.AUDIO) ? Optional.of(ContentType.AUDIO) : Optional.empty();
  }

  /** Whether its samples are audio or video, and so must have bytes: those of text need not. */
  boolean audioOrVideo(ContentType declared) {
    return contentType(declared).filter(type -> type != ContentType.TEXT).isPresent();
  }

  TrackFacts facts() {
    return new TrackFacts(
        trackId,
        timescale(),
        clock.start().orElse(0),
        samples,
        duration,
        // Two milliseconds. If the timescale is not known, one tick is surely not a sample.
        durations.typical(Math.max(2, timescale() / SHORTEST_PER_SECOND)),
        startsWithSync,
        samples == 0 ? 0 : BoxMath.add(clock.earliest(), edits().shift()));
  }
}
