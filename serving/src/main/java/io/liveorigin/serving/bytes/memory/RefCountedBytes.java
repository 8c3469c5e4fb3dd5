package io.liveorigin.serving.bytes.memory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bytes in an arena, with the number of their holders. The creator is the first holder; the last
 * holder to let go frees them for good. Any thread.
 */
final class RefCountedBytes {
  private final List<ByteBuffer> parts;
  private final int size;
  private final Runnable free;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * Creates bytes with one holder.
   *
   * @param parts read-only; together the bytes
   * @param free run once, by the last holder
   */
  RefCountedBytes(List<ByteBuffer> parts, int size, Runnable free) {
    this.parts = List.copyOf(parts);
    this.size = size;
    this.free = free;
  }

  int size() {
    return size;
  }

  /** Whether others than the first hold them. */
  boolean lent() {
    return holders.get() > 1;
  }

  /** Adds a holder; returns false if the bytes are already free. */
  boolean hold() {
    int now = holders.get();
    while (now > 0) {
      int before = holders.compareAndExchange(now, now + 1);
      if (before == now) {
        return true;
      }
      now = before;
    }
    return false;
  }

  /** Removes a holder; called once for each holder. */
  void release() {
    int left = holders.decrementAndGet();
    if (left == 0) {
      free.run();
    } else if (left < 0) {
      throw new IllegalStateException("bytes were released more often than they were held");
    }
  }

  /** A payload for a holder, which lets go when it is released. */
  Payload payload() {
    return Payload.held(parts, size, this::release, this);
  }
}
