package io.liveorigin.media.fill;

/** The result of an order for a filler. */
public sealed interface FillerOutcome {
  /**
   * A media segment of one fragment, with the brand {@code slat}.
   *
   * @param bytes the segment; the array is not shared
   */
  record Segment(byte[] bytes) implements FillerOutcome {}

  /**
   * There can be no filler.
   *
   * @param why one sentence for operators, without a full stop
   */
  record None(String why) implements FillerOutcome {}
}
