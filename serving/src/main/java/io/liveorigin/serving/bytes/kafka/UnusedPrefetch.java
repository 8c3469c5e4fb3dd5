package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.segment.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was read ahead and nobody has asked for yet, in bytes. A reader may have gone: after some
 * time its segments do not count any more. Any thread.
 */
final class UnusedPrefetch {
  private record Entry(int size, long at) {}

  private final long most;
  private final long keepNanos;

  /** Oldest first. */
  private final Map<Digest, Entry> entries = new LinkedHashMap<>();

  private long bytes;

  /**
   * @param most bytes
   * @param keepNanos after which one does not count any more
   */
  UnusedPrefetch(long most, long keepNanos) {
    this.most = most;
    this.keepNanos = keepNanos;
  }

  /**
   * Counts one that is about to be read ahead.
   *
   * @param now as {@link System#nanoTime()}
   * @return false if there is no room for it
   */
  synchronized boolean add(Digest digest, int size, long now) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      if (now - entry.at() < keepNanos) {
        break;
      }
      oldest.remove();
      bytes -= entry.size();
    }
    if (bytes + size > most || entries.containsKey(digest)) {
      return false;
    }
    entries.put(digest, new Entry(size, now));
    bytes += size;
    return true;
  }

  /** Somebody asked for it, or it was not read after all; whether it was one of these. */
  synchronized boolean remove(Digest digest) {
    Entry entry = entries.remove(digest);
    if (entry == null) {
      return false;
    }
    bytes -= entry.size();
    return true;
  }
}
