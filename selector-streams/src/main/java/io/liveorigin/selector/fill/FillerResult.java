package io.liveorigin.selector.fill;

import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;

/** The result of an order for a filler. */
public sealed interface FillerResult {
  /**
   * The filler has been made.
   *
   * @param digest the digest of its bytes
   * @param size its size in bytes
   * @param facts the facts that inspection read in it
   * @param version the version of the function that made it
   */
  record Made(Digest digest, int size, Facts facts, int version) implements FillerResult {}

  /**
   * The filler cannot be made.
   *
   * @param why one sentence for operators, without a full stop
   */
  record None(String why) implements FillerResult {}
}
