package io.liveorigin.serving.cache;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Digest;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The bytes of segments, by digest, off the heap. It holds candidates before anything is decided
 * about them; only someone who knows a winner's digest finds its bytes, so a mask or an upgrade
 * needs no word here.
 *
 * <p>Two kinds share the memory. <em>Live</em> are those that passed by and whose media ended
 * within the window: they stay. The <em>rest</em> are older ones and those that were read back from
 * Kafka: they have what is left, and go first, the longest unused before the others. Where the live
 * ones alone are too many, those of representations that nobody follows go before those that
 * somebody does, the oldest first. Not a frequency cache on purpose: one of those would rather keep
 * the popular segment of a minute ago than admit the one that everybody is about to ask for.
 *
 * <p>What is being sent is not evicted: it would free nothing. Reads take no lock. Any thread.
 */
public final class SegmentCache {
  /** {@code live}: of which track, and when its media ended. */
  private static final class Entry {
    private final HeldBytes bytes;
    private final Optional<Track> track;
    private final long mediaEnd;
    private volatile boolean used;

    Entry(HeldBytes bytes, Optional<Track> track, long mediaEnd) {
      this.bytes = bytes;
      this.track = track;
      this.mediaEnd = mediaEnd;
    }
  }

  /** Where live ones must go, at least this part of the memory is made free. */
  private static final int LIVE_PART = 64;

  private final SegmentArena arena;
  private final Followed followed;
  private final long windowMillis;
  private final Map<Digest, Entry> entries = new ConcurrentHashMap<>();

  /** Guards the two queues, whose keys together are those of {@link #entries}. */
  private final Object writing = new Object();

  private final LinkedHashMap<Digest, Entry> live = new LinkedHashMap<>();
  private final LinkedHashMap<Digest, Entry> rest = new LinkedHashMap<>();
  private volatile long bytes;

  /**
   * @param capacity bytes, with what pages waste
   * @param windowMillis how far back from now the live edge reaches
   */
  public SegmentCache(long capacity, Followed followed, long windowMillis) {
    this.arena = new SegmentArena(capacity);
    this.followed = followed;
    this.windowMillis = windowMillis;
  }

  /**
   * Keeps a copy of a segment that passed by. Both pipelines' identical bytes are kept once.
   *
   * @param mediaEnd when its media ended, epoch ms
   * @param now epoch ms
   */
  public void keepLive(Track track, long mediaEnd, Digest digest, byte[] segment, long now) {
    keep(digest, ByteBuffer.wrap(segment), Optional.of(track), mediaEnd, now);
  }

  /** Keeps a copy of a segment that was read back, if there is room beside the live ones. */
  public void keepRead(Digest digest, ByteBuffer segment, long now) {
    keep(digest, segment, Optional.empty(), Long.MIN_VALUE, now);
  }

  private void keep(
      Digest digest, ByteBuffer segment, Optional<Track> track, long mediaEnd, long now) {
    if (entries.containsKey(digest) || segment.remaining() > arena.capacity()) {
      return;
    }
    boolean asLive = track.isPresent() && mediaEnd > now - windowMillis;
    Optional<HeldBytes> copy = arena.copy(segment);
    while (copy.isEmpty() && makeRoom(segment.remaining(), asLive, now)) {
      copy = arena.copy(segment);
    }
    // A schedule that was moved into the future must not keep it, and what follows it, for ever.
    long end = Math.min(mediaEnd, now + windowMillis);
    copy.ifPresent(held -> add(digest, new Entry(held, track, end), asLive));
  }

  private void add(Digest digest, Entry entry, boolean asLive) {
    synchronized (writing) {
      if (entries.putIfAbsent(digest, entry) != null) {
        entry.bytes.letGo();
        return;
      }
      (asLive ? live : rest).put(digest, entry);
      bytes += entry.bytes.size();
    }
  }

  /**
   * Evicts at least so many bytes, or all that may go. Whether any went. Costs as much as is
   * evicted, but where live ones must go: then all of them may be looked through, for a good part
   * of the memory at once.
   */
  private boolean makeRoom(int wanted, boolean forLive, long now) {
    synchronized (writing) {
      age(now);
      long before = bytes;
      evictRest(before - wanted);
      if (forLive && bytes > before - wanted) {
        long target = before - Math.max(wanted, arena.capacity() / LIVE_PART);
        evictLive(target, e -> !followed.follows(e.track.orElseThrow(), now));
        if (bytes > before - wanted) {
          evictLive(target, e -> true);
        }
      }
      return bytes < before;
    }
  }

  /**
   * What has left the window is no longer live. They came nearly in order, so the first that has
   * not is the end: one that an older one follows keeps it live for as long as itself.
   */
  private void age(long now) {
    Iterator<Map.Entry<Digest, Entry>> oldest = live.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Digest, Entry> entry = oldest.next();
      if (entry.getValue().mediaEnd > now - windowMillis) {
        return;
      }
      oldest.remove();
      rest.put(entry.getKey(), entry.getValue());
    }
  }

  /** From the front; what was used since it was last looked at goes to the back once more. */
  private void evictRest(long target) {
    for (int looks = 2 * rest.size(); looks > 0 && bytes > target && !rest.isEmpty(); looks--) {
      Map.Entry<Digest, Entry> first = rest.entrySet().iterator().next();
      Digest digest = first.getKey();
      Entry entry = first.getValue();
      rest.remove(digest);
      if (entry.used || entry.bytes.lent()) {
        entry.used = false;
        rest.put(digest, entry);
      } else {
        gone(digest, entry);
      }
    }
  }

  private void evictLive(long target, Predicate<Entry> may) {
    Iterator<Map.Entry<Digest, Entry>> oldest = live.entrySet().iterator();
    while (bytes > target && oldest.hasNext()) {
      Map.Entry<Digest, Entry> entry = oldest.next();
      if (!entry.getValue().bytes.lent() && may.test(entry.getValue())) {
        oldest.remove();
        gone(entry.getKey(), entry.getValue());
      }
    }
  }

  private void gone(Digest digest, Entry entry) {
    entries.remove(digest);
    bytes -= entry.bytes.size();
    entry.bytes.letGo();
  }

  /** The bytes, to be released by whoever gets them. */
  public Optional<Payload> get(Digest digest) {
    Entry entry = entries.get(digest);
    if (entry == null || !entry.bytes.hold()) {
      return Optional.empty();
    }
    if (!entry.used) {
      entry.used = true;
    }
    return Optional.of(entry.bytes.payload());
  }

  /** Whether the bytes are here. */
  public boolean has(Digest digest) {
    return entries.containsKey(digest);
  }

  /** A loser: its memory is free as soon as nobody is sent it. */
  public void drop(Digest digest) {
    synchronized (writing) {
      Entry entry = live.remove(digest);
      if (entry == null) {
        entry = rest.remove(digest);
      }
      if (entry != null) {
        gone(digest, entry);
      }
    }
  }

  /** Sum of the sizes of the kept segments. */
  public long bytes() {
    return bytes;
  }

  /** Memory that is taken, with what is dropped but still being sent. */
  public long memory() {
    return arena.used();
  }

  public int segments() {
    return entries.size();
  }
}
