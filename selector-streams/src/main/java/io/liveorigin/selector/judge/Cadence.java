package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.Optional;

/**
 * How long a sample of one track of one pipeline lasts, learned from its clean segments in order.
 * It shows the defect that one segment alone cannot show: every second frame lost, evenly.
 *
 * <p>A shorter sample duration is believed at once, since frames can be lost but not invented; a
 * longer one only after a minute of nothing else: then the source has changed. An encoder that is
 * set up anew sends another init segment, and with it the cadence is learned anew. Immutable.
 *
 * @param setup fingerprint of the init segment that it was learned with
 * @param timescale ticks per second
 * @param sampleDuration ticks
 * @param seen segments that agreed, up to {@link #KNOWN}
 * @param lastNumber number that changed it last
 * @param slower a longer sample duration that the last segments had, ticks; 0 if none
 * @param slowerSeen how many of them
 */
public record Cadence(
    String setup,
    long timescale,
    long sampleDuration,
    int seen,
    long lastNumber,
    long slower,
    int slowerSeen) {
  /** So many segments in agreement make it known: eight seconds. */
  static final int KNOWN = 4;

  /**
   * So many with the same longer duration, one after the other, and it is the new one: a minute.
   */
  static final int BELIEVED = 30;

  /** The cadence after one clean segment; {@code before} itself where it shows nothing new. */
  static Optional<Cadence> learn(Optional<Cadence> before, Facts facts, long number) {
    Optional<TrackFacts> only = only(facts).filter(Cadence::even);
    if (only.isEmpty() || before.map(Cadence::lastNumber).orElse(-1L) >= number) {
      return before;
    }
    TrackFacts track = only.get();
    String setup = facts.setup().map(InitSetup::decoder).orElse("");
    Cadence fresh = new Cadence(setup, track.timescale(), track.sampleDuration(), 1, number, 0, 0);
    if (before.isEmpty() || !before.get().sameEncoder(setup, track)) {
      return Optional.of(fresh);
    }
    Cadence known = before.get();
    if (track.sampleDuration() == known.sampleDuration) {
      return Optional.of(known.agreed(number));
    }
    boolean longer = track.sampleDuration() > known.sampleDuration;
    return Optional.of(
        longer && known.seen >= KNOWN ? known.doubted(track.sampleDuration(), number) : fresh);
  }

  /** Whether the other says the same and differs at most in the last number. */
  boolean saysAsMuchAs(Cadence other) {
    return new Cadence(setup, timescale, sampleDuration, seen, other.lastNumber, slower, slowerSeen)
        .equals(other);
  }

  private Cadence doubted(long longer, long number) {
    int times = longer == slower ? slowerSeen + 1 : 1;
    return times < BELIEVED
        ? new Cadence(setup, timescale, sampleDuration, seen, number, longer, times)
        : new Cadence(setup, timescale, longer, KNOWN, number, 0, 0);
  }

  /**
   * Samples that an evenly thinned-out segment lacks: those that the learned cadence would have had
   * in the time that it lasts, less those that it has. 0 where that cannot be said.
   */
  long missing(Facts facts) {
    Optional<TrackFacts> only = only(facts).filter(Cadence::even);
    String setup = facts.setup().map(InitSetup::decoder).orElse("");
    if (seen < KNOWN || only.isEmpty() || !sameEncoder(setup, only.get())) {
      return 0;
    }
    TrackFacts track = only.get();
    // Half as long again: less is a rounding of the packager, not a lost sample.
    return track.sampleDuration() * 2 < sampleDuration * 3
        ? 0
        : Math.max(0, Math.round((double) track.duration() / sampleDuration) - track.samples());
  }

  private boolean sameEncoder(String otherSetup, TrackFacts track) {
    return setup.equals(otherSetup) && timescale == track.timescale();
  }

  private Cadence agreed(long number) {
    return new Cadence(setup, timescale, sampleDuration, Math.min(KNOWN, seen + 1), number, 0, 0);
  }

  private static Optional<TrackFacts> only(Facts facts) {
    return facts.tracks().size() == 1 ? Optional.of(facts.tracks().get(0)) : Optional.empty();
  }

  /** Its samples last equally long: their number times the typical duration makes the sum. */
  private static boolean even(TrackFacts track) {
    return track.timescale() > 0
        && track.sampleDuration() > 0
        && track.samples() > 1
        && track.samples() < Integer.MAX_VALUE
        && track.sampleDuration() < Integer.MAX_VALUE
        && Math.abs(track.samples() * track.sampleDuration() - track.duration())
            < track.sampleDuration();
  }
}
