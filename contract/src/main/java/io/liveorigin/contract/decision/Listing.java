package io.liveorigin.contract.decision;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.Optional;

/**
 * The line of a segment number in playlists. The first decision on the number fixes it, and each
 * later decision repeats it: a line that a playlist has listed must not change (RFC 8216bis,
 * 6.2.1), whichever copy is served later (ADR 31).
 *
 * @param gap whether nothing could be served
 * @param timescale ticks per second; 0 if the times of the media are not known and those of the
 *     schedule apply
 * @param start start of its first sample in presentation order, ticks from media time zero
 * @param duration ticks
 */
public record Listing(boolean gap, long timescale, long start, long duration) {
  /** The listing of a number for which nothing could be served. */
  public static final Listing GAP = new Listing(true, 0, 0, 0);

  /** The times of the media are not known; those of the schedule apply. */
  public static final Listing SCHEDULED = new Listing(false, 0, 0, 0);

  public Listing {
    if (timescale < 0 || duration < 0) {
      throw new IllegalArgumentException(
          "timescale and duration must be at least 0, but are " + timescale + " and " + duration);
    }
  }

  /** Returns the listing of a first decision with this winner. */
  public static Listing of(Optional<Candidate> winner) {
    if (winner.isEmpty()) {
      return GAP;
    }
    return winner.get().facts().tracks().stream().findFirst().map(Listing::of).orElse(SCHEDULED);
  }

  /** Returns the listing of media whose first track has these facts. */
  public static Listing of(TrackFacts track) {
    long start = track.decodeTime() + track.presentationOffset();
    boolean overflows = ((track.decodeTime() ^ start) & (track.presentationOffset() ^ start)) < 0;
    return track.timescale() < 1 || track.duration() < 1 || overflows
        ? SCHEDULED
        : new Listing(false, track.timescale(), start, track.duration());
  }
}
