package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxMath;
import java.util.Optional;

/**
 * How long the samples of a track should last. A period that is declared, or follows from the
 * codec, takes precedence over the one in the segment, because a segment that has lost something
 * must not be its own yardstick.
 *
 * @param period that of one sample
 * @param constant whether a sample that lasts longer covers for lost ones. It does not if frames
 *     come irregularly, or in a pattern such as that of soft telecine
 * @param known whether the period is declared or follows from the codec
 */
record ExpectedPeriod(SampleDuration period, boolean constant, boolean known) {
  private static final String VARIABLE = Representation.VARIABLE_FRAME_RATE;

  /**
   * @param track its timescale, at least, is known
   */
  static ExpectedPeriod of(
      Representation representation, TrackTally track, TrackFacts facts, ContentType type) {
    Optional<SampleDuration> known =
        type == ContentType.VIDEO
            ? declared(representation, facts.timescale())
            : track.init().flatMap(InitTrack::audio).flatMap(a -> codec(a, facts));
    // More samples than declared are not a defect of the segment: the declaration is wrong.
    return known
        .filter(period -> !faster(period, facts.sampleDuration()))
        .map(period -> new ExpectedPeriod(period, true, true))
        .orElseGet(() -> shown(representation, track, facts, type));
  }

  /** Derives the period from the samples themselves, if nothing else is known. */
  private static ExpectedPeriod shown(
      Representation representation, TrackTally track, TrackFacts facts, ContentType type) {
    SampleDuration typical = SampleDuration.of(Math.max(1, facts.sampleDuration()));
    boolean constant =
        facts.sampleDuration() > 0
            && (type == ContentType.AUDIO
                || (representation.frameRate().filter(VARIABLE::equals).isEmpty()
                    && track.durations().steady(typical)));
    return new ExpectedPeriod(typical, constant, false);
  }

  private static Optional<SampleDuration> declared(Representation representation, long timescale) {
    return representation
        .constantFrameRate()
        .map(
            rate -> {
              int slash = rate.indexOf('/');
              long frames = Long.parseLong(slash < 0 ? rate : rate.substring(0, slash));
              long seconds = slash < 0 ? 1 : Long.parseLong(rate.substring(slash + 1));
              return new SampleDuration(timescale * seconds, frames);
            });
  }

  /**
   * Returns the period of the codec. If it has several, this is the one of most samples, provided
   * that it is legal.
   */
  private static Optional<SampleDuration> codec(AudioSetup audio, TrackFacts facts) {
    if (audio.frameSamples() == 0) {
      return Optional.empty();
    }
    long halfMillis = BoxMath.multiply(facts.sampleDuration(), 2_000);
    boolean legal =
        audio.legalMillisTwice().stream()
            .anyMatch(twice -> Math.abs(halfMillis - twice * facts.timescale()) <= 2_000);
    return Optional.of(
        legal
            ? SampleDuration.of(Math.max(1, facts.sampleDuration()))
            : new SampleDuration(audio.frameSamples() * facts.timescale(), audio.frameRate()));
  }

  /** Whether most samples last less than three quarters of {@code period}. */
  private static boolean faster(SampleDuration period, long typical) {
    return typical > 0
        && BoxMath.multiply(4 * period.den(), typical) < BoxMath.multiply(3, period.num());
  }
}
