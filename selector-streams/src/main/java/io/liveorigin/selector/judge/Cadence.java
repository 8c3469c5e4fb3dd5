package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.segment.TrackFacts;
import java.util.Optional;

/**
 * The duration of a sample of one track of one pipeline, learned from its clean segments in order.
 * It reveals defects that one segment alone cannot show: every second frame is lost, evenly, or a
 * single frame is lost.
 *
 * <p>A shorter sample duration is learned at once, since frames can be lost but not invented. A
 * longer one is learned only after a minute of nothing else: then the source has changed. After a
 * segment of uneven samples the source may have a variable frame rate; then nothing is reported as
 * missing before a minute of even segments has passed. An encoder that is set up anew sends another
 * init segment, and the cadence is learned anew with it. Immutable.
 *
 * @param setup fingerprint of the init segment with which it was learned
 * @param timescale ticks per second
 * @param sampleDuration ticks
 * @param seen number of segments that agreed, up to {@link #KNOWN}; negative for a while after
 *     uneven samples
 * @param lastNumber number of the segment that changed it last
 * @param slower a longer sample duration that the last segments had, ticks; 0 if none
 * @param slowerSeen how many segments in a row had it
 */
public record Cadence(
    String setup,
    long timescale,
    long sampleDuration,
    int seen,
    long lastNumber,
    long slower,
    int slowerSeen) {
  /** After this many segments in agreement the cadence is known: eight seconds. */
  static final int KNOWN = 4;

  /**
   * After this many segments in a row with the same longer duration, that is the new one: a minute.
   */
  static final int BELIEVED = 30;

  /** Longer than any segment, seconds; a longer one is not judged here. */
  private static final long MAX_SECONDS = 3_600;

  /** The largest timescale that a definition may have; a larger one is not judged here. */
  private static final long MAX_TIMESCALE = 100_000_000L;

  /**
   * The cadence after one clean segment; {@code before} itself if the segment shows nothing new.
   */
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
    return longer && seen >= KNOWN ? withDoubt(track.sampleDuration(), fresh.lastNumber) : fresh;
  }

  /** Whether the other is equal except, at most, for the last number. */
  boolean sameExceptLastNumber(Cadence other) {
    return new Cadence(setup, timescale, sampleDuration, seen, other.lastNumber, slower, slowerSeen)
        .equals(other);
  }

  private Cadence withDoubt(long longer, long number) {
    int times = longer == slower ? slowerSeen + 1 : 1;
    return times < BELIEVED
        ? new Cadence(setup, timescale, sampleDuration, seen, number, longer, times)
        : new Cadence(setup, timescale, longer, KNOWN, number, 0, 0);
  }

  /**
   * The number of samples that the learned cadence would have had in the duration of the segment,
   * minus the number that it has; 0 if that cannot be determined.
   */
  long missing(Facts facts) {
    Optional<TrackFacts> only = only(facts);
    String setup = facts.setup().map(InitSetup::decoder).orElse("");
    if (seen < KNOWN || only.isEmpty() || !sameEncoder(setup, only.get())) {
      return 0;
    }
    TrackFacts track = only.get();
    // Half as long again: a smaller difference is a rounding of the packager, not a lost sample.
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

  /** The one track of a segment, if its values are plausible for media. */
  private static Optional<TrackFacts> only(Facts facts) {
    return facts.tracks().size() == 1
        ? Optional.of(facts.tracks().get(0)).filter(Cadence::plausible)
        : Optional.empty();
  }

  /** Within these bounds, no arithmetic of this class or with its results overflows. */
  private static boolean plausible(TrackFacts track) {
    return track.timescale() > 0
        && track.timescale() <= MAX_TIMESCALE
        && track.duration() <= MAX_SECONDS * track.timescale()
        && track.sampleDuration() > 0
        && track.sampleDuration() < Integer.MAX_VALUE
        && track.samples() > 0
        && track.samples() < Integer.MAX_VALUE;
  }

  /**
   * Whether all samples have the same duration: their number times the typical duration is the sum.
   */
  private static boolean even(TrackFacts track) {
    return Math.abs(track.samples() * track.sampleDuration() - track.duration())
        < track.sampleDuration();
  }
}
