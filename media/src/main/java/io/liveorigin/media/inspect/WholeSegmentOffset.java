package io.liveorigin.media.inspect;

/**
 * The number of whole segments by which the media are off the schedule. A packager that has counted
 * one boundary too few or too many is off by the same number from then on, which is a different
 * fault from a slightly wrong clock. Pure.
 */
final class WholeSegmentOffset {
  /** A larger offset is not a wrong count but another clock. */
  private static final long MOST = 1_000;

  private WholeSegmentOffset() {}

  /**
   * @param ticks start of the segment, ticks
   * @param tolerance by how much a correctly numbered segment may be off, ticks
   * @return media time less the number's, in segments; 0 if that is not a whole number of them or
   *     is more than a thousand
   */
  static long of(TickGrid grid, long ticks, long tolerance) {
    long segments = grid.segments(ticks);
    return Math.abs(segments) <= MOST && Math.abs(grid.offset(ticks)) <= tolerance ? segments : 0;
  }
}
