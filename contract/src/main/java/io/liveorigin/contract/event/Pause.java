package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.json.Example;
import java.time.Instant;
import java.util.Optional;

/**
 * One break of an event: nothing is expected of the packagers for any segment whose media overlaps
 * it. The constructor throws {@link ErrorCode#INVALID_EVENT} if it does not end after it begins.
 *
 * @param from first instant of the break
 * @param to first instant after it; empty until the event is resumed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Example("{from: 2026-11-29T12:00:00Z, to: 2026-11-29T12:10:00Z}")
public record Pause(Instant from, Optional<Instant> to) {
  public Pause {
    if (from == null) {
      throw EventValueRules.invalid("pauses.from", "an instant", null);
    }
    to = to == null ? Optional.empty() : to;
    EventValueRules.requireInstant("pauses.from", from);
    to.ifPresent(end -> EventValueRules.requireInstant("pauses.to", end));
    if (to.isPresent() && !to.get().isAfter(from)) {
      throw EventValueRules.invalid("pauses.to", "after pauses.from", to.get());
    }
  }

  /**
   * Returns whether media of that time (epoch ms) overlaps the break, even by a moment: a packager
   * may cut the segment in which it stops or begins as it likes.
   *
   * @param end exclusive
   */
  boolean overlaps(long start, long end) {
    return end > from.toEpochMilli() && (to.isEmpty() || start < to.get().toEpochMilli());
  }
}
