package io.liveorigin.standalone.stack;

import io.liveorigin.contract.event.EventDefinition;
import java.time.Duration;

/**
 * An event whose segments are waited for as long as a slow machine needs to bring all of a test's
 * clients to the origin, and then the segment: a hold ends by {@code hold.longest} alone.
 */
public final class PatientEvent {
  private static final Duration PATIENCE = Duration.ofMinutes(9);

  /** After it a number is given up; not before the patience ends. */
  private static final Duration RETRY = Duration.ofMinutes(10);

  private PatientEvent() {}

  /** The same event, more patient. */
  public static EventDefinition of(EventDefinition event) {
    return of(event, event.expectedLatency());
  }

  /** Due at another time, too. */
  public static EventDefinition of(EventDefinition event, Duration expectedLatency) {
    return event.withDeadlines(expectedLatency, PATIENCE, RETRY);
  }
}
