package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.Optional;

/**
 * What playlists say of a segment number. It is fixed by the first decision about it, and each
 * later one carries it on: what a playlist has listed may not change (RFC 8216bis, 6.2.1), whatever
 * copy is served later (ADR 31).
 *
 * @param gap whether nothing could be served
 * @param timescale ticks per second; 0 where the media's own times are not known, and the
 *     schedule's count
 * @param start of its first sample in presentation order, ticks from media time zero
 * @param duration ticks
 */
public record Listing(boolean gap, long timescale, long start, long duration) {
  /** Nothing could be served. */
  public static final Listing GAP = new Listing(true, 0, 0, 0);

  /** Nobody knows the times of the media. */
  public static final Listing SCHEDULED = new Listing(false, 0, 0, 0);

  public Listing {
    if (timescale < 0 || duration < 0) {
      throw new IllegalArgumentException(
          "timescale and duration must be at least 0, but are " + timescale + " and " + duration);
    }
  }

  /** That of a first decision. */
  public static Listing of(Optional<Candidate> winner) {
    if (winner.isEmpty()) {
      return GAP;
    }
    return winner.get().facts().tracks().stream().findFirst().map(Listing::of).orElse(SCHEDULED);
  }

  /** That of media whose first track says this. */
  public static Listing of(TrackFacts track) {
    long start = track.decodeTime() + track.presentationOffset();
    boolean overflows = ((track.decodeTime() ^ start) & (track.presentationOffset() ^ start)) < 0;
    return track.timescale() < 1 || track.duration() < 1 || overflows
        ? SCHEDULED
        : new Listing(false, track.timescale(), start, track.duration());
  }
}
