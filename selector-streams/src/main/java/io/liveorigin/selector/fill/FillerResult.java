package io.liveorigin.selector.fill;

import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;

/** What came of an order for a filler. */
public sealed interface FillerResult {
  /**
   * It is made.
   *
   * @param digest of its bytes
   * @param size of its bytes
   * @param facts that inspection read in it
   * @param version of the function that made it
   */
  record Made(Digest digest, int size, Facts facts, int version) implements FillerResult {}

  /**
   * There can be none.
   *
   * @param why one sentence for operators, without a full stop
   */
  record None(String why) implements FillerResult {}
}
