package io.liveorigin.ingest.inits;

import io.liveorigin.contract.address.Track;
import io.liveorigin.ingest.store.StoredCopy;
import io.liveorigin.media.inspect.InitFacts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The current init segment of every track of the pipeline: what the log has last. Any thread; what
 * is entered twice, or late, changes nothing.
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

  /** Enters an init segment; the one with the largest offset of its partition is the current. */
  public void enter(CurrentInit init) {
    tracks.merge(
        init.copy().segment().address().track(),
        init,
        (now, next) ->
            next.copy().position().offset() > now.copy().position().offset() ? next : now);
  }

  /** Tracks with an init segment. */
  public int size() {
    return tracks.size();
  }
}
