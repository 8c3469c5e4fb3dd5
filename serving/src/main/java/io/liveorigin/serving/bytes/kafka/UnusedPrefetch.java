package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.segment.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes that were read ahead and not requested yet. The reader may have left: after some time
 * its segments are no longer counted. Any thread.
 */
final class UnusedPrefetch {
  private record Entry(int size, long at) {}

  private final long most;
  private final long keepNanos;

  /** Oldest first. */
  private final Map<Digest, Entry> entries = new LinkedHashMap<>();

  private long bytes;

  /**
   * Creates an empty count.
   *
   * @param most bytes
   * @param keepNanos after which a segment is no longer counted
   */
  UnusedPrefetch(long most, long keepNanos) {
    this.most = most;
    this.keepNanos = keepNanos;
  }

  /**
   * Counts a segment that is about to be read ahead.
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

  /**
   * Removes a segment that was requested, or not read after all; returns whether it was counted.
   */
  synchronized boolean remove(Digest digest) {
    Entry entry = entries.remove(digest);
    if (entry == null) {
      return false;
    }
    bytes -= entry.size();
    return true;
  }
}
