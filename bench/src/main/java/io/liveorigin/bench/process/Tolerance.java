package io.liveorigin.bench.process;

import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.contract.event.EventDefinition;
import java.time.Duration;

/**
 * How slow the machine may be before live traffic on it counts as broken. A bench whose results are
 * compared uses {@link #standard}. A run that only has to show that a bench works must succeed on
 * any machine and uses {@link #ofAnyMachine}.
 *
 * @param steady a run begins once live viewers receive every segment, none of them later than this
 * @param patience the patience of the live events: a viewer's request is held for this long after
 *     due, up to the longest time for which the origin holds any request
 * @param hypervisorShare a round is measured again if the hypervisor took more than this share of a
 *     core during one of its blocks
 */
public record Tolerance(Duration steady, Duration patience, double hypervisorShare) {
  private static final Duration RETRY = Duration.ofMinutes(2);

  /** Returns half a second, the patience that events have by default, and 3 % of a core. */
  public static Tolerance standard() {
    return new Tolerance(Duration.ofMillis(500), Duration.ofSeconds(1), 0.03);
  }

  /** Returns a tolerance with which only a hang counts as broken. */
  public static Tolerance ofAnyMachine() {
    return new Tolerance(HangLimit.LIMIT, Duration.ofMinutes(1), Double.POSITIVE_INFINITY);
  }

  /** Returns the event with this patience. */
  public EventDefinition applyTo(EventDefinition event) {
    return event.withDeadlines(
        event.expectedLatency(),
        patience,
        event.retryDeadline().compareTo(patience) < 0 ? RETRY : event.retryDeadline());
  }
}
