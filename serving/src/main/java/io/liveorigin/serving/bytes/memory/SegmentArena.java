package io.liveorigin.serving.bytes.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory off the heap for segments, in pages that are freed explicitly: the pages of a segment are
 * free as soon as its last holder lets go, independent of the garbage collector. The arena grows
 * slab by slab to its capacity and never shrinks.
 *
 * <p>A segment gets contiguous pages if there are any, so that a socket takes it as one buffer;
 * otherwise it gets several runs of pages. It therefore fits whenever enough pages are free, and
 * wastes half a page on average. A full arena becomes fragmented: within half an hour a segment of
 * three pages lies in three runs, which take about 90 bytes of heap each. Any thread.
 */
public final class SegmentArena {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentArena.class);

  /** Bytes. A 32 kB audio segment wastes at most a quarter, and 16 MiB are at most 1,024 pages. */
  static final int PAGE = 16 * 1024;

  /** 8 MiB: Java clears a new slab, which takes about 0.3 ms a MiB. */
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
   * Creates an arena without slabs.
   *
   * @param capacity bytes, rounded down to whole pages
   */
  public SegmentArena(long capacity) {
    this.pages = Math.toIntExact(capacity / PAGE);
    this.limit = pages;
  }

  /** Copies the bytes, which takes about 0.1 ms a MiB; empty if there are not enough free pages. */
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

  /** Makes slabs until they have that many free pages. */
  private boolean reach(int wanted) {
    while (made() - used < wanted) {
      int more = Math.min(SLAB_PAGES, pages - made());
      try {
        slabs.add(ByteBuffer.allocateDirect(more * PAGE));
      } catch (OutOfMemoryError e) {
        // Direct memory is at its limit, which is not a fault: the arena stays as small as it is.
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

  /** That many contiguous free pages: after those that were taken last, or otherwise the first. */
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

  /**
   * The end of the free pages from {@code at} on: a taken page, the end of the slab, or {@code to}.
   */
  private int end(int at, int to) {
    int used = taken.nextSetBit(at);
    int slab = (at / SLAB_PAGES + 1) * SLAB_PAGES;
    return Math.min(Math.min(used < 0 ? to : used, slab), to);
  }

  /** That many free pages, wherever they are; the caller has checked that there are enough. */
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

  /** Bytes of the pages that are taken. */
  public long used() {
    return (long) used * PAGE;
  }

  /** Largest number of bytes. */
  public long capacity() {
    return (long) limit * PAGE;
  }
}
