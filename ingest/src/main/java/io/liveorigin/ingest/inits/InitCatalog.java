package io.liveorigin.ingest.inits;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.ingest.store.StoredCopy;
import io.liveorigin.media.inspect.InitFacts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The current init segment of every track of the pipeline: the last one in the log that can be
 * parsed. One that cannot be parsed does not replace one that can, because an upload that was cut
 * short must not end inspection. Any thread may call it; entering an init segment twice or late
 * changes nothing.
 */
public final class InitCatalog {
  /**
   * An init segment.
   *
   * @param copy the stored copy
   * @param facts empty if it could not be parsed
   */
  public record CurrentInit(StoredCopy copy, Optional<InitFacts> facts) {}

  private final Map<Track, CurrentInit> tracks = new ConcurrentHashMap<>();

  /** Returns the current init segment of a track; empty if none is known. */
  public Optional<CurrentInit> current(Track track) {
    return Optional.ofNullable(tracks.get(track));
  }

  /**
   * Enters an init segment. Among those that can be parsed, the one with the largest offset is the
   * current one.
   */
  public void enter(CurrentInit init) {
    tracks.merge(
        init.copy().segment().address().track(),
        init,
        (now, next) -> replaces(next, now) ? next : now);
  }

  private static boolean replaces(CurrentInit next, CurrentInit now) {
    return next.facts().isPresent() == now.facts().isPresent()
        ? next.copy().position().offset() > now.copy().position().offset()
        : next.facts().isPresent();
  }

  /** Removes the tracks of an event that has ended and gets no more media. */
  public void ended(LiveEvent event) {
    tracks.keySet().removeIf(track -> track.equals(event.track(track.representation())));
  }

  /**
   * Removes all tracks except those of declared events. The log keeps the init segments of ended
   * events, so a process that reads it from its beginning gets those as well.
   *
   * @param declared whether the event of a track is declared
   */
  public void keepOnly(Predicate<Track> declared) {
    tracks.keySet().removeIf(track -> !declared.test(track));
  }

  /** Returns the number of tracks with an init segment. */
  public int size() {
    return tracks.size();
  }
}
