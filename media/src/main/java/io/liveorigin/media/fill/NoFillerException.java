package io.liveorigin.media.fill;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * Makes the exceptions that end the making of a filler with a reason; {@link FillerMaker} turns
 * them into a {@link FillerOutcome.None}.
 */
final class NoFillerException {
  private NoFillerException() {}

  static OriginException because(String why) {
    return new OriginException(ErrorCode.INTERNAL, why);
  }

  static void unless(boolean holds, String why) {
    if (!holds) {
      throw because(why);
    }
  }
}
