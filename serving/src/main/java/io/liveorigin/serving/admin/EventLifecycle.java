package io.liveorigin.serving.admin;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlLog;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.event.PauseSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Ends, pauses and resumes events. Each method changes one part of the definition that is in force
 * when the change gets its place in the order of {@code control}, so it cannot undo a change that
 * another operator makes at the same time. Each change is made through the control log of the
 * request that makes it, and returns the definition that is then in force. Any thread; blocks as
 * {@link ControlLog} does.
 *
 * <p>All throw {@link ErrorCode#UNKNOWN_EVENT}, {@link ErrorCode#PRECONDITION_FAILED} and what
 * {@link ControlLog#change} throws.
 */
public final class EventLifecycle {
  private final Clock clock;

  public EventLifecycle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Ends an event: segments after that instant are no longer expected.
   *
   * <p>Throws {@link ErrorCode#INVALID_EVENT} if the event would end before it starts.
   *
   * @param at now if empty
   */
  public EventDefinition end(
      ControlLog log, EventId id, Optional<Instant> at, EventVersion version) {
    return change(log, id, version, definition -> definition.endingAt(orElseNow(at)));
  }

  /**
   * Begins a pause.
   *
   * <p>Throws {@link ErrorCode#PAUSE_CONFLICT} if the event is paused.
   *
   * @param at now if empty
   */
  public EventDefinition pause(
      ControlLog log, EventId id, Optional<Instant> at, EventVersion version) {
    return pauses(log, id, version, pauses -> pauses.begun(orElseNow(at)));
  }

  /**
   * Ends the pause, or removes it if it had not begun by then.
   *
   * <p>Throws {@link ErrorCode#PAUSE_CONFLICT} if the event is not paused.
   *
   * @param at now if empty
   */
  public EventDefinition resume(
      ControlLog log, EventId id, Optional<Instant> at, EventVersion version) {
    return pauses(log, id, version, pauses -> pauses.ended(orElseNow(at)));
  }

  private EventDefinition pauses(
      ControlLog log, EventId id, EventVersion version, UnaryOperator<PauseSchedule> pausesChange) {
    return change(
        log,
        id,
        version,
        definition ->
            definition.withPauses(
                Optional.of(pausesChange.apply(definition.pauses().orElse(PauseSchedule.NONE)))));
  }

  private EventDefinition change(
      ControlLog log, EventId id, EventVersion version, UnaryOperator<EventDefinition> change) {
    return log.change(
        (state, edit) -> {
          Optional<LiveEvent> event = state.event(id);
          version.require(event);
          EventDefinition before =
              event
                  .orElseThrow(() -> new OriginException(ErrorCode.UNKNOWN_EVENT, id.toString()))
                  .definition();
          EventDefinition after = change.apply(withoutOldPauses(before, clock.instant()));
          edit.put(after);
          return after;
        });
  }

  /**
   * The definition without pauses that have left the time-shift window: they no longer matter to
   * requests or reports.
   */
  static EventDefinition withoutOldPauses(EventDefinition definition, Instant now) {
    Duration segment = Duration.ofMillis(definition.segmentDuration().millisCeil(1));
    Instant oldest = now.minus(definition.timeShiftBufferDepth()).minus(segment);
    return definition.withPauses(definition.pauses().map(pauses -> pauses.after(oldest)));
  }

  private Instant orElseNow(Optional<Instant> at) {
    return at.orElseGet(() -> Instant.ofEpochMilli(clock.millis()));
  }
}
