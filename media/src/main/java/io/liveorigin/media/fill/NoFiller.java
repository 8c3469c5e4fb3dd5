package io.liveorigin.media.fill;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/** Ends the making of a filler with a reason; {@link Fillers} makes it a {@link Filled.None}. */
final class NoFiller {
  private NoFiller() {}

  static OriginException because(String why) {
    return new OriginException(ErrorCode.INTERNAL, why);
  }

  static void unless(boolean holds, String why) {
    if (!holds) {
      throw because(why);
    }
  }
}
