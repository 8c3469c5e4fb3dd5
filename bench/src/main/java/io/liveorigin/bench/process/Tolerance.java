package io.liveorigin.bench.process;

import io.liveorigin.contract.event.EventDefinition;
import java.time.Duration;

/**
 * How slow the machine may be before live traffic on it counts as broken. A bench that is to be
 * compared has the {@link #standard}; one that is only to be shown to work is to do so anywhere.
 *
 * @param steady a run begins when live viewers get every segment, and none later than that
 * @param patience of the live events: so long beyond due a viewer is held, if no longer than the
 *     origin holds anybody
 */
public record Tolerance(Duration steady, Duration patience) {
  private static final Duration RETRY = Duration.ofMinutes(2);

  /** Half a second, and the patience that events have by default. */
  public static Tolerance standard() {
    return new Tolerance(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  /** Whatever does not hang is served. */
  public static Tolerance ofAnyMachine() {
    return new Tolerance(HangLimit.LIMIT, Duration.ofMinutes(1));
  }

  /** The same event with this patience. */
  public EventDefinition applyTo(EventDefinition event) {
    return event.withDeadlines(
        event.expectedLatency(),
        patience,
        event.retryDeadline().compareTo(patience) < 0 ? RETRY : event.retryDeadline());
  }
}
