package io.liveorigin.serving.bytes.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory off the heap for segments, in pages, given back by hand: what a segment took is free the
 * moment its last holder lets it go, and not when a collector happens to look. It grows slab by
 * slab to its capacity and never shrinks.
 *
 * <p>A segment gets pages in a row where there are any, so that a socket takes it as one buffer;
 * otherwise several rows. So it fits whenever there are enough pages, and the waste is half a page
 * a segment on average. A full arena scatters: within half an hour a segment of three pages comes
 * to lie in as many rows, of about 90 bytes of heap each. Any thread.
 */
public final class SegmentArena {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentArena.class);

  /** Bytes. A 32 kB audio segment wastes a quarter at most, and 16 MiB are 1,024 pages at worst. */
  static final int PAGE = 16 * 1024;

  /** 8 MiB: Java clears a slab when it makes it, which takes about 0.3 ms a MiB. */
  private static final int SLAB_PAGES = 512;

  /** Pages {@code from} to {@code to}, the latter exclusive; all in one slab. */
  private record Run(int from, int to) {}

  private final int pages;

  /** Guarded by this object, with the two below. */
  private final BitSet taken = new BitSet();

  private final List<ByteBuffer> slabs = new ArrayList<>();
  private int next;
  private volatile int used;
  private volatile int limit;

  /**
   * @param capacity bytes, rounded down to whole pages
   */
  public SegmentArena(long capacity) {
    this.pages = Math.toIntExact(capacity / PAGE);
    this.limit = pages;
  }

  /** Copies the bytes, about 0.1 ms a MiB; empty where there are not enough free pages. */
  Optional<RefCountedBytes> copy(ByteBuffer bytes) {
    int size = bytes.remaining();
    Optional<List<Run>> runs = take((size + PAGE - 1) / PAGE);
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    List<ByteBuffer> parts = new ArrayList<>(runs.get().size());
    int at = 0;
    for (Run run : runs.get()) {
      int length = Math.min(size - at, (run.to() - run.from()) * PAGE);
      ByteBuffer part = slice(run, length);
      part.put(0, bytes, bytes.position() + at, length);
      parts.add(part.asReadOnlyBuffer());
      at += length;
    }
    return Optional.of(new RefCountedBytes(parts, size, () -> give(runs.get())));
  }

  private synchronized ByteBuffer slice(Run run, int length) {
    return slabs.get(run.from() / SLAB_PAGES).slice(run.from() % SLAB_PAGES * PAGE, length);
  }

  private synchronized Optional<List<Run>> take(int wanted) {
    if (wanted > limit - used || !reach(wanted)) {
      return Optional.empty();
    }
    List<Run> runs = row(wanted).map(List::of).orElseGet(() -> rows(wanted));
    for (Run run : runs) {
      taken.set(run.from(), run.to());
      next = run.to();
    }
    used += wanted;
    return Optional.of(runs);
  }

  /** Makes slabs until there are so many free pages in them. */
  private boolean reach(int wanted) {
    while (made() - used < wanted) {
      int more = Math.min(SLAB_PAGES, pages - made());
      try {
        slabs.add(ByteBuffer.allocateDirect(more * PAGE));
      } catch (OutOfMemoryError e) {
        // Of direct memory, a limit and not a fault: the arena stays as small as it is.
        LOG.warn("the segment cache stays at {} bytes: {}", (long) made() * PAGE, e.getMessage());
        limit = made();
        return false;
      }
    }
    return true;
  }

  private int made() {
    return Math.min(pages, slabs.size() * SLAB_PAGES);
  }

  /** So many free pages in a row: behind what was taken last, or else the first. */
  private Optional<Run> row(int wanted) {
    return row(wanted, next, made()).or(() -> row(wanted, 0, Math.min(next + wanted, made())));
  }

  private Optional<Run> row(int wanted, int from, int to) {
    int at = taken.nextClearBit(from);
    while (at + wanted <= to) {
      int end = end(at, to);
      if (end - at >= wanted) {
        return Optional.of(new Run(at, at + wanted));
      }
      at = taken.nextClearBit(end);
    }
    return Optional.empty();
  }

  /** Where the free pages from {@code at} on end: a taken one, the end of the slab, {@code to}. */
  private int end(int at, int to) {
    int used = taken.nextSetBit(at);
    int slab = (at / SLAB_PAGES + 1) * SLAB_PAGES;
    return Math.min(Math.min(used < 0 ? to : used, slab), to);
  }

  /** So many free pages, wherever they are: there are enough. */
  private List<Run> rows(int wanted) {
    List<Run> runs = new ArrayList<>();
    int left = wanted;
    int at = taken.nextClearBit(0);
    while (left > 0) {
      Run run = new Run(at, Math.min(end(at, made()), at + left));
      runs.add(run);
      left -= run.to() - run.from();
      at = taken.nextClearBit(run.to());
    }
    return runs;
  }

  private synchronized void give(List<Run> runs) {
    for (Run run : runs) {
      taken.clear(run.from(), run.to());
      used -= run.to() - run.from();
    }
  }

  /** Bytes of pages that are taken. */
  public long used() {
    return (long) used * PAGE;
  }

  /** Bytes at most. */
  public long capacity() {
    return (long) limit * PAGE;
  }
}
