package io.liveorigin.ingest.store;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;

/**
 * How long ingest tries to store a segment. It retries because packagers do not send a segment
 * again after an error status.
 *
 * @param alarm time without an acknowledgement after which an alarm is raised; the upload is not
 *     refused
 * @param attempt how long Kafka's client tries by itself before ingest sends again
 * @param pause between two attempts
 * @param minimum shortest time for which any upload is tried. It applies to an init segment, which
 *     has no instant at which it is gone, and to a segment that arrived after that instant
 */
public record DeliverySettings(Duration alarm, Duration attempt, Duration pause, Duration minimum) {

  public DeliverySettings {
    require("alarm", alarm, Duration.ofMillis(1), Duration.ofMinutes(1));
    require("attempt", attempt, Duration.ofMillis(100), Duration.ofMinutes(2));
    require("pause", pause, Duration.ofMillis(1), Duration.ofSeconds(30));
    require("minimum", minimum, Duration.ofMillis(1), Duration.ofMinutes(10));
  }

  /**
   * Returns the defaults: alarm after 500 ms, attempts of 3 s with 200 ms between them, at least 10
   * s in all.
   */
  public static DeliverySettings standard() {
    return new DeliverySettings(
        Duration.ofMillis(500),
        Duration.ofSeconds(3),
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }

  private static void require(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "delivery." + key + " must be " + min + " to " + max + ", but is '" + value + "'");
    }
  }
}
