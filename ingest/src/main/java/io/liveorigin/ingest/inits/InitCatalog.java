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
 * read. One that cannot be read replaces none that can: an upload that was cut short must not end
 * inspection. Any thread; what is entered twice, or late, changes nothing.
 */
public final class InitCatalog {
  /**
   * One init segment.
   *
   * @param copy where and how it is stored
   * @param facts empty where it could not be read
   */
  public record CurrentInit(StoredCopy copy, Optional<InitFacts> facts) {}

  private final Map<Track, CurrentInit> tracks = new ConcurrentHashMap<>();

  public Optional<CurrentInit> current(Track track) {
    return Optional.ofNullable(tracks.get(track));
  }

  /** Enters an init segment; of those that can be read, the largest offset is the current. */
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

  /** Of an event that has ended, no media comes any more. */
  public void ended(LiveEvent event) {
    tracks.keySet().removeIf(track -> track.equals(event.track(track.representation())));
  }

  /**
   * Forgets all but the tracks of events that are declared. The log keeps the init segments of
   * ended events, so a process that has read it from its beginning knows them again.
   *
   * @param declared whether the event of a track is
   */
  public void keepOnly(Predicate<Track> declared) {
    tracks.keySet().removeIf(track -> !declared.test(track));
  }

  /** Tracks with an init segment. */
  public int size() {
    return tracks.size();
  }
}
