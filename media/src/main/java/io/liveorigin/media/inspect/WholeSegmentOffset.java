package io.liveorigin.media.inspect;

/**
 * By how many whole segments the media are off the schedule. A packager that has counted one
 * boundary too few or too many is off by the same number from then on; that is another fault than a
 * clock that is a little wrong. Pure.
 */
final class WholeSegmentOffset {
  /** Further off, it is no count that went wrong but another clock. */
  private static final long MOST = 1_000;

  private WholeSegmentOffset() {}

  /**
   * @param ticks where the segment begins
   * @param tolerance by how much a segment that is numbered rightly may be off, ticks
   * @return media time less the number's, in segments; 0 where that is no whole number of them or
   *     more than a thousand
   */
  static long of(TickGrid grid, long ticks, long tolerance) {
    long segments = grid.segments(ticks);
    return Math.abs(segments) <= MOST && Math.abs(grid.offset(ticks)) <= tolerance ? segments : 0;
  }
}
