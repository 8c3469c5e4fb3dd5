package io.liveorigin.ingest.inits;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.control.ControlState;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The tracks that may receive segments. Any thread may call it.
 *
 * @param known whether all events that were declared at the start have been read
 * @param declared whether the event of a track is declared, in that incarnation
 */
public record DeclaredTracks(BooleanSupplier known, Predicate<Track> declared) {
  /**
   * Returns the tracks of the events that are declared in {@code control}.
   *
   * @param caughtUp whether {@code control} has everything that was in the log at the start
   */
  public static DeclaredTracks of(BooleanSupplier caughtUp, ControlState control) {
    return new DeclaredTracks(caughtUp, track -> control.event(track).isPresent());
  }
}
