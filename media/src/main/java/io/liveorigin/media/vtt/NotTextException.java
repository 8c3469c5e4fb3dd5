package io.liveorigin.media.vtt;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;

/**
 * Makes the exceptions that end a conversion with a reason; {@link WebVtt} turns them into a {@link
 * RawVttResult.Unreadable}.
 */
final class NotTextException {
  private NotTextException() {}

  static OriginException because(String why) {
    return new OriginException(ErrorCode.INTERNAL, why);
  }

  static void unless(boolean holds, String why) {
    if (!holds) {
      throw because(why);
    }
  }
}
