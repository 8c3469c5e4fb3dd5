package io.liveorigin.serving.bytes.memory;

import io.liveorigin.contract.address.Track;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The tracks that were requested lately. Any thread. */
public final class RequestedTracks {
  /** The shortest time between two updates of one track; a finer one would change no eviction. */
  private static final long COARSE_MILLIS = 1_000;

  private final Map<Track, AtomicLong> asked = new ConcurrentHashMap<>();
  private final AtomicLong cleaned = new AtomicLong();
  private final long windowMillis;

  /**
   * Creates an empty memory.
   *
   * @param windowMillis how long after a request a track counts as followed
   */
  public RequestedTracks(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** Notes a request for a segment of that track that exists or is about to. */
  public void requested(Track track, long now) {
    AtomicLong last = asked.get(track);
    if (last == null) {
      forgetOthers(now);
      last = asked.computeIfAbsent(track, key -> new AtomicLong());
    }
    if (now - last.get() > COARSE_MILLIS) {
      last.set(now);
    }
  }

  /** Forgets tracks of an event that has ended. */
  public void forget(Predicate<Track> tracks) {
    asked.keySet().removeIf(tracks);
  }

  /** The number of tracks that are remembered. */
  public int size() {
    return asked.size();
  }

  boolean follows(Track track, long now) {
    AtomicLong last = asked.get(track);
    return last != null && now - last.get() <= windowMillis;
  }

  /** Forgets tracks that are not followed, such as those of ended events; at most once a window. */
  private void forgetOthers(long now) {
    long before = cleaned.get();
    if (now - before > windowMillis && cleaned.compareAndSet(before, now)) {
      asked.values().removeIf(last -> now - last.get() > 2 * windowMillis);
    }
  }
}
