package io.liveorigin.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.json.Example;
import java.time.Duration;
import java.util.Optional;

/**
 * How far behind the encoder players should be (ISO/IEC 23009-1, K.3.2). In whole milliseconds. The
 * constructor throws {@link ErrorCode#INVALID_EVENT} with what is allowed.
 *
 * @param target the latency that a player should keep
 * @param min the smallest latency that a player should have
 * @param max the latency above which a player should jump
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Example("{target: 6s, min: 4s, max: 10s}")
public record Latency(Duration target, Optional<Duration> min, Optional<Duration> max) {
  private static final Duration MOST = Duration.ofMinutes(10);

  public Latency {
    if (target == null) {
      throw EventValueRules.invalid("latency.target", "a duration such as PT6S", null);
    }
    EventValueRules.between("latency.target", target, target, Duration.ZERO, MOST);
    min = min == null ? Optional.empty() : min;
    max = max == null ? Optional.empty() : max;
    Duration middle = target;
    min.ifPresent(v -> EventValueRules.between("latency.min", v, v, Duration.ZERO, middle));
    max.ifPresent(v -> EventValueRules.between("latency.max", v, v, middle, MOST));
  }
}
