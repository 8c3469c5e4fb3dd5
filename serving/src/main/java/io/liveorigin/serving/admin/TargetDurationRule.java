package io.liveorigin.serving.admin;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.serving.hls.TargetDuration;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives an event the target duration of its playlists at its declaration, and keeps it: it must
 * never change (RFC 8216bis, 6.2.1), even if the rest of the definition does. Pure.
 */
final class TargetDurationRule {
  private TargetDurationRule() {}

  /**
   * The definition with its target duration. Throws {@link ErrorCode#INVALID_EVENT} if its segments
   * exceed the one that it demands, and {@link ErrorCode#EVENT_CONFLICT} if it would change.
   *
   * @param before the event in force
   */
  static EventDefinition set(EventDefinition definition, Optional<LiveEvent> before) {
    TargetDuration target =
        before
            .map(running -> TargetDuration.of(running.definition()))
            .orElseGet(() -> TargetDuration.of(definition));
    Duration seconds = Duration.ofSeconds(target.seconds());
    definition
        .targetDuration()
        .filter(wanted -> !wanted.equals(seconds))
        .ifPresent(
            wanted -> {
              throw new OriginException(
                  ErrorCode.EVENT_CONFLICT,
                  "targetDuration never changes: it is "
                      + seconds
                      + ", but the new definition has "
                      + wanted);
            });
    long least = TargetDuration.least(definition).seconds();
    if (least > target.seconds()) {
      String text = "a segment and its longest frame of audio take " + Duration.ofSeconds(least);
      throw before.isPresent()
          ? new OriginException(
              ErrorCode.EVENT_CONFLICT, "targetDuration stays " + seconds + ", but " + text)
          : new OriginException(
              ErrorCode.INVALID_EVENT,
              "targetDuration must be at least "
                  + Duration.ofSeconds(least)
                  + ", but is '"
                  + seconds
                  + "': "
                  + text);
    }
    return definition.withTargetDuration(seconds);
  }
}
