package io.liveorigin.media.inspect;

import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.media.box.BoxMath;

/**
 * The presentation time of the first sample of a track: decode time, composition offset and edit
 * list (ISO/IEC 23009-1, 7.2.1). Pure.
 */
final class PresentationTime {
  /** 100 ms: two reordered frames at 20 fps and more. */
  private static final int REORDERED_PER_SECOND = 10;

  private PresentationTime() {}

  /**
   * Returns how much later than {@code expected} the first sample is presented, ticks; negative if
   * it is earlier.
   *
   * <p>Two readings of the boxes are in use. Browsers read the first edit only, and skip it if it
   * is empty; then the reading that is further off counts. A packager that writes neither an edit
   * list nor negative composition offsets presents its frames later by as many as it reorders, in
   * all segments alike. Up to 100 ms of that delay are not counted. A single sample, as in fillers,
   * does not show how many are reordered around it.
   */
  static long delta(TrackTally track, TrackFacts facts, long expected) {
    long presented = BoxMath.add(facts.decodeTime(), facts.presentationOffset());
    long delta = BoxMath.subtract(presented, expected);
    EditList edits = track.edits();
    if (edits.none()) {
      return lessReordering(delta, track, facts);
    }
    if (!edits.beginsEmpty()) {
      return delta;
    }
    long unedited = lessReordering(BoxMath.subtract(delta, edits.shift()), track, facts);
    return distance(unedited) > distance(delta) ? unedited : delta;
  }

  private static long lessReordering(long delta, TrackTally track, TrackFacts facts) {
    long delay =
        facts.samples() == 1 ? Math.max(0, track.clock().earliest()) : track.clock().reorderDelay();
    long reordered = Math.min(delay, facts.timescale() / REORDERED_PER_SECOND);
    return delta > 0 ? Math.max(0, delta - reordered) : delta;
  }

  private static long distance(long delta) {
    return Math.abs(Math.max(delta, -Long.MAX_VALUE));
  }
}
