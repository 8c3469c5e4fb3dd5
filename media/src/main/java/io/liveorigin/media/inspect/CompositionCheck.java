package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxMath;

/**
 * Checks that composition offsets only reorder samples: the samples of a segment fill the same time
 * on the screen as in the decoder, one after the other (ISO/IEC 14496-12, 8.6.1.3; CMAF 7.3.2.3).
 * An offset that does anything else leaves a hole or shows two pictures at once. Pure.
 */
final class CompositionCheck {
  /** Samples are even if their durations differ by at most 1/EVEN of one. */
  private static final int EVEN = 8;

  /** Error from rounding the presentation and decode times of each sample, ticks. */
  private static final int ROUNDED = 2;

  /** A tenth of a second: two reordered frames at 20 fps and more. */
  private static final int REORDERED_PER_SECOND = 10;

  /**
   * Decoded pictures that H.264 and HEVC keep (max_dec_frame_buffering, sps_max_dec_pic_buffering).
   */
  private static final int MOST_REORDERED = 16;

  private CompositionCheck() {}

  /** Returns how far the most displaced sample is from its place, ticks; 0 if all are fine. */
  static long displacement(TrackTally track, TrackFacts facts) {
    TrackClock clock = track.clock();
    if (!clock.reorders() || facts.timescale() == 0) {
      return 0;
    }
    long spread = track.durations().spread();
    boolean even = BoxMath.multiply(spread, EVEN) <= facts.sampleDuration();
    boolean fine =
        even ? near(clock, facts) && permuted(clock, facts, spread) : fills(track, facts);
    return fine ? 0 : clock.furthest();
  }

  /** Whether samples are near their places: no decoder waits for more pictures than it can keep. */
  private static boolean near(TrackClock clock, TrackFacts facts) {
    long most =
        Math.max(facts.timescale(), BoxMath.multiply(MOST_REORDERED, facts.sampleDuration()));
    return within(clock.furthest(), most);
  }

  /**
   * Whether even samples are only reordered. Then they have the same times, all of them as much
   * later as the first one, so their offsets add up to that delay for each sample.
   */
  private static boolean permuted(TrackClock clock, TrackFacts facts, long spread) {
    long due = BoxMath.multiply(facts.samples(), clock.earliest());
    long each = BoxMath.multiply(ROUNDED, BoxMath.add(1, spread));
    long tolerance =
        BoxMath.add(
            BoxMath.multiply(facts.samples(), each), BoxMath.multiply(2, facts.sampleDuration()));
    return within(BoxMath.subtract(clock.offsets(), due), tolerance);
  }

  /**
   * Whether uneven samples fill the same time in both orders. A long one may be decoded a few
   * samples before or after it is presented.
   */
  private static boolean fills(TrackTally track, TrackFacts facts) {
    long tolerance =
        BoxMath.add(
            BoxMath.multiply(2, track.durations().longest()),
            facts.timescale() / REORDERED_PER_SECOND);
    TrackClock clock = track.clock();
    return within(BoxMath.subtract(clock.presentedTicks(), clock.decodedTicks()), tolerance);
  }

  private static boolean within(long difference, long tolerance) {
    return difference <= tolerance && difference >= -tolerance;
  }
}
