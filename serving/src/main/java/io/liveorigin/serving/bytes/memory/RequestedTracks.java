package io.liveorigin.serving.bytes.memory;

import io.liveorigin.contract.address.Track;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Which representations somebody has asked for lately. Any thread. */
public final class RequestedTracks {
  /** Between two notes of one representation: what changes no decision is not written down. */
  private static final long COARSE_MILLIS = 1_000;

  private final Map<Track, AtomicLong> asked = new ConcurrentHashMap<>();
  private final AtomicLong cleaned = new AtomicLong();
  private final long windowMillis;

  /**
   * @param windowMillis for how long a representation counts as followed
   */
  public RequestedTracks(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** Somebody asked for a segment of that track which exists or is about to. */
  public void asked(Track track, long now) {
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

  /** Tracks that are remembered. */
  public int size() {
    return asked.size();
  }

  boolean follows(Track track, long now) {
    AtomicLong last = asked.get(track);
    return last != null && now - last.get() <= windowMillis;
  }

  /** Forgets those that nobody follows: tracks of ended events. Looked for once a window. */
  private void forgetOthers(long now) {
    long before = cleaned.get();
    if (now - before > windowMillis && cleaned.compareAndSet(before, now)) {
      asked.values().removeIf(last -> now - last.get() > 2 * windowMillis);
    }
  }
}
