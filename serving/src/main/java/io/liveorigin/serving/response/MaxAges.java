package io.liveorigin.serving.response;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * How long caches may keep the responses whose lifetime does not follow from the schedule, in whole
 * seconds.
 *
 * @param defective a winner that a clean copy may still replace
 * @param missing a segment that was never published; a late copy may still arrive
 * @param unknown an event, representation or path that does not exist; an operator may add it
 * @param gone outside the window or the event, for good
 * @param init an init segment
 */
public record MaxAges(
    Duration defective, Duration missing, Duration unknown, Duration gone, Duration init) {

  public MaxAges {
    wholeSeconds("maxAges.defective", defective);
    wholeSeconds("maxAges.missing", missing);
    wholeSeconds("maxAges.unknown", unknown);
    wholeSeconds("maxAges.gone", gone);
    wholeSeconds("maxAges.init", init);
  }

  /** 1 s, 2 s, 5 s, 1 h, 60 s. */
  public static MaxAges standard() {
    return new MaxAges(
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofHours(1),
        Duration.ofSeconds(60));
  }

  private static void wholeSeconds(String key, Duration value) {
    if (value.toSeconds() < 1 || value.getNano() != 0) {
      throw new OriginException(
          ErrorCode.INTERNAL, key + " must be whole seconds, at least 1, but is " + value);
    }
  }
}
