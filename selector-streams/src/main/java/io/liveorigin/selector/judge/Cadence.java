package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.Optional;

/**
 * How long a sample of one track of one pipeline lasts, learned from its clean segments in order.
 * It shows the defects that one segment alone cannot show: every second frame lost, evenly, or a
 * single frame.
 *
 * <p>A shorter sample duration is believed at once, since frames can be lost but not invented; a
 * longer one only after a minute of nothing else: then the source has changed. After a segment of
 * uneven samples the source may be one of variable frame rate: then a minute of even ones must pass
 * before anything is missed. An encoder that is set up anew sends another init segment, and with it
 * the cadence is learned anew. Immutable.
 *
 * @param setup fingerprint of the init segment that it was learned with
 * @param timescale ticks per second
 * @param sampleDuration ticks
 * @param seen segments that agreed, up to {@link #KNOWN}; negative for a while after uneven samples
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

  /** Longer than any segment, seconds; what is longer is not judged here. */
  private static final long MAX_SECONDS = 3_600;

  /** As large as a definition may say; a larger one is not judged here. */
  private static final long MAX_TIMESCALE = 100_000_000L;

  /** The cadence after one clean segment; {@code before} itself where it shows nothing new. */
  static Optional<Cadence> learn(Optional<Cadence> before, Facts facts, long number) {
    Optional<TrackFacts> only = only(facts).filter(track -> track.samples() > 1);
    if (only.isEmpty() || before.map(Cadence::lastNumber).orElse(-1L) >= number) {
      return before;
    }
    TrackFacts track = only.get();
    String setup = facts.setup().map(InitSetup::decoder).orElse("");
    Optional<Cadence> known = before.filter(c -> c.sameEncoder(setup, track));
    if (!even(track)) {
      long same = known.map(Cadence::sampleDuration).orElse(track.sampleDuration());
      return Optional.of(
          new Cadence(setup, track.timescale(), same, KNOWN - BELIEVED, number, 0, 0));
    }
    int seen = known.map(c -> Math.min(1, c.seen + 1)).orElse(1);
    Cadence fresh =
        new Cadence(setup, track.timescale(), track.sampleDuration(), seen, number, 0, 0);
    return Optional.of(known.map(c -> c.after(track, fresh)).orElse(fresh));
  }

  private Cadence after(TrackFacts track, Cadence fresh) {
    if (track.sampleDuration() == sampleDuration) {
      return agreed(fresh.lastNumber);
    }
    boolean longer = track.sampleDuration() > sampleDuration;
    return longer && seen >= KNOWN ? doubted(track.sampleDuration(), fresh.lastNumber) : fresh;
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
   * Samples that the learned cadence would have had in the time that the segment lasts, less those
   * that it has. 0 where that cannot be said.
   */
  long missing(Facts facts) {
    Optional<TrackFacts> only = only(facts);
    String setup = facts.setup().map(InitSetup::decoder).orElse("");
    if (seen < KNOWN || only.isEmpty() || !sameEncoder(setup, only.get())) {
      return 0;
    }
    TrackFacts track = only.get();
    // Half as long again: less is a rounding of the packager, not a lost sample.
    return even(track) && track.sampleDuration() * 2 < sampleDuration * 3
        ? 0
        : Math.max(0, Math.round((double) track.duration() / sampleDuration) - track.samples());
  }

  private boolean sameEncoder(String otherSetup, TrackFacts track) {
    return setup.equals(otherSetup) && timescale == track.timescale();
  }

  private Cadence agreed(long number) {
    return new Cadence(setup, timescale, sampleDuration, Math.min(KNOWN, seen + 1), number, 0, 0);
  }

  /** The one track of a segment, where its values are such as media have. */
  private static Optional<TrackFacts> only(Facts facts) {
    return facts.tracks().size() == 1
        ? Optional.of(facts.tracks().get(0)).filter(Cadence::plausible)
        : Optional.empty();
  }

  /** Within these bounds no arithmetic of this class or with its result overflows. */
  private static boolean plausible(TrackFacts track) {
    return track.timescale() > 0
        && track.timescale() <= MAX_TIMESCALE
        && track.duration() <= MAX_SECONDS * track.timescale()
        && track.sampleDuration() > 0
        && track.sampleDuration() < Integer.MAX_VALUE
        && track.samples() > 0
        && track.samples() < Integer.MAX_VALUE;
  }

  /** Its samples last equally long: their number times the typical duration makes the sum. */
  private static boolean even(TrackFacts track) {
    return Math.abs(track.samples() * track.sampleDuration() - track.duration())
        < track.sampleDuration();
  }
}
