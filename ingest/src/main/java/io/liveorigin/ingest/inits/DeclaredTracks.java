package io.liveorigin.ingest.inits;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Which tracks may get segments. Any thread.
 *
 * @param known whether all events that were declared at the start have been read
 * @param declared whether the event of a track is declared, in that incarnation
 */
public record DeclaredTracks(BooleanSupplier known, Predicate<Track> declared) {
  /**
   * By what is in force.
   *
   * @param caughtUp whether {@code control} holds all that was in the log at the start
   */
  public static DeclaredTracks of(BooleanSupplier caughtUp, ControlState control) {
    return new DeclaredTracks(caughtUp, track -> control.event(track).isPresent());
  }
}
