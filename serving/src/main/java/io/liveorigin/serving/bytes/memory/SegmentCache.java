package io.liveorigin.serving.bytes.memory;

import io.liveorigin.contract.address.Track;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The bytes of segments, off the heap. It holds candidates before anything is decided about them;
 * their bytes are found only with the winner's digest, so the cache need not know of masks and
 * upgrades.
 *
 * <p>Two kinds share the memory. <em>Live</em> segments are candidates that the selector has passed
 * on, and fillers, whose media ended within the window: they stay. The <em>rest</em> are older ones
 * and those that were read back from Kafka: they get the memory that is left, and are evicted
 * first, the longest unused before the others. If the live ones alone are too many, those of tracks
 * that are not followed are evicted before those that are, the oldest first. Not a frequency cache
 * on purpose: that would rather keep the popular segment of a minute ago than admit the one that
 * every viewer is about to request.
 *
 * <p>A segment that is being sent is not evicted, because that would free nothing. Reads take no
 * lock. Any thread.
 */
public final class SegmentCache {
  /** The bytes of a segment; {@code track} is empty for one that was read back. */
  private static final class Entry {
    private final RefCountedBytes bytes;
    private final Optional<Track> track;
    private final long mediaEnd;
    private volatile boolean used;

    Entry(RefCountedBytes bytes, Optional<Track> track, long mediaEnd) {
      this.bytes = bytes;
      this.track = track;
      this.mediaEnd = mediaEnd;
    }
  }

  /** If live segments must be evicted, at least this fraction of the memory is freed. */
  private static final int LIVE_PART = 64;

  private final SegmentArena arena;
  private final RequestedTracks requestedTracks;
  private final long windowMillis;
  private final Map<SegmentKey, Entry> entries = new ConcurrentHashMap<>();

  /** Guards the two queues, whose keys together are those of {@link #entries}. */
  private final Object writing = new Object();

  private final LinkedHashMap<SegmentKey, Entry> live = new LinkedHashMap<>();
  private final LinkedHashMap<SegmentKey, Entry> rest = new LinkedHashMap<>();
  private volatile long bytes;

  /**
   * Creates an empty cache.
   *
   * @param capacity bytes, including those that pages waste
   * @param windowMillis how far back from now the live edge reaches
   */
  public SegmentCache(long capacity, RequestedTracks requestedTracks, long windowMillis) {
    this.arena = new SegmentArena(capacity);
    this.requestedTracks = requestedTracks;
    this.windowMillis = windowMillis;
  }

  /**
   * Keeps a copy of a candidate that the selector has passed on, or of a new filler. Identical
   * bytes of both pipelines are kept once.
   *
   * @param mediaEnd end of its media, epoch ms
   * @param now epoch ms
   */
  public void keepLive(SegmentKey key, long mediaEnd, byte[] segment, long now) {
    keep(key, ByteBuffer.wrap(segment), Optional.of(key.address().track()), mediaEnd, now);
  }

  /** Keeps a copy of a segment that was read back, if there is room beside the live ones. */
  public void keepRead(SegmentKey key, ByteBuffer segment, long now) {
    keep(key, segment, Optional.empty(), Long.MIN_VALUE, now);
  }

  private void keep(
      SegmentKey key, ByteBuffer segment, Optional<Track> track, long mediaEnd, long now) {
    if (entries.containsKey(key) || segment.remaining() > arena.capacity()) {
      return;
    }
    boolean asLive = track.isPresent() && mediaEnd > now - windowMillis;
    Optional<RefCountedBytes> copy = arena.copy(segment);
    while (copy.isEmpty() && makeRoom(segment.remaining(), asLive, now)) {
      copy = arena.copy(segment);
    }
    // Bounded, so that a schedule that was moved into the future does not keep this segment, and
    // those behind it, for ever.
    long end = Math.min(mediaEnd, now + windowMillis);
    copy.ifPresent(held -> add(key, new Entry(held, track, end), asLive));
  }

  private void add(SegmentKey key, Entry entry, boolean asLive) {
    synchronized (writing) {
      if (entries.putIfAbsent(key, entry) != null) {
        entry.bytes.release();
        return;
      }
      (asLive ? live : rest).put(key, entry);
      bytes += entry.bytes.size();
    }
  }

  /**
   * Evicts at least that many bytes, or all that may be evicted. Returns whether any were. The cost
   * is proportional to the evicted bytes, except if live segments must be evicted: then all of them
   * may be examined, but a good part of the memory is freed at once.
   */
  private boolean makeRoom(int wanted, boolean forLive, long now) {
    synchronized (writing) {
      age(now);
      long before = bytes;
      evictRest(before - wanted);
      if (forLive && bytes > before - wanted) {
        long target = before - Math.max(wanted, arena.capacity() / LIVE_PART);
        evictLive(target, e -> !requestedTracks.follows(e.track.orElseThrow(), now));
        if (bytes > before - wanted) {
          evictLive(target, e -> true);
        }
      }
      return bytes < before;
    }
  }

  /**
   * Moves segments that have left the window from the live ones to the rest. They are nearly in
   * order, so the loop ends at the first that is still live; an older one behind it stays live as
   * long as that one.
   */
  private void age(long now) {
    Iterator<Map.Entry<SegmentKey, Entry>> oldest = live.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<SegmentKey, Entry> entry = oldest.next();
      if (entry.getValue().mediaEnd > now - windowMillis) {
        return;
      }
      oldest.remove();
      rest.put(entry.getKey(), entry.getValue());
    }
  }

  /**
   * Evicts from the front; an entry that was used since the last look goes to the back once more.
   */
  private void evictRest(long target) {
    for (int looks = 2 * rest.size(); looks > 0 && bytes > target && !rest.isEmpty(); looks--) {
      Map.Entry<SegmentKey, Entry> first = rest.entrySet().iterator().next();
      SegmentKey key = first.getKey();
      Entry entry = first.getValue();
      rest.remove(key);
      if (entry.used || entry.bytes.lent()) {
        entry.used = false;
        rest.put(key, entry);
      } else {
        gone(key, entry);
      }
    }
  }

  private void evictLive(long target, Predicate<Entry> may) {
    Iterator<Map.Entry<SegmentKey, Entry>> oldest = live.entrySet().iterator();
    while (bytes > target && oldest.hasNext()) {
      Map.Entry<SegmentKey, Entry> entry = oldest.next();
      if (!entry.getValue().bytes.lent() && may.test(entry.getValue())) {
        oldest.remove();
        gone(entry.getKey(), entry.getValue());
      }
    }
  }

  private void gone(SegmentKey key, Entry entry) {
    entries.remove(key);
    bytes -= entry.bytes.size();
    entry.bytes.release();
  }

  /** The bytes; the caller must release them. */
  public Optional<Payload> get(SegmentKey key) {
    Entry entry = entries.get(key);
    if (entry == null || !entry.bytes.hold()) {
      return Optional.empty();
    }
    if (!entry.used) {
      entry.used = true;
    }
    return Optional.of(entry.bytes.payload());
  }

  /** Whether the bytes are here. */
  public boolean has(SegmentKey key) {
    return entries.containsKey(key);
  }

  /** Drops a loser: its memory is free as soon as it is no longer being sent. */
  public void drop(SegmentKey key) {
    synchronized (writing) {
      Entry entry = live.remove(key);
      if (entry == null) {
        entry = rest.remove(key);
      }
      if (entry != null) {
        gone(key, entry);
      }
    }
  }

  /** Drops live segments of tracks that have ended; those that were read back are evicted later. */
  public void drop(Predicate<Track> tracks) {
    synchronized (writing) {
      List.of(live, rest)
          .forEach(
              queue ->
                  queue
                      .entrySet()
                      .removeIf(
                          kept -> {
                            boolean ended = kept.getValue().track.filter(tracks).isPresent();
                            if (ended) {
                              gone(kept.getKey(), kept.getValue());
                            }
                            return ended;
                          }));
    }
  }

  /** Sum of the sizes of the kept segments. */
  public long bytes() {
    return bytes;
  }

  /** Memory that is taken, including dropped segments that are still being sent. */
  public long memory() {
    return arena.used();
  }

  public int segments() {
    return entries.size();
  }
}
