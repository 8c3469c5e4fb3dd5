package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes that ingest holds: bodies being read and bodies that wait for Kafka. Bytes are
 * counted as they come, not as they are announced, so an idle upload costs nothing. Any thread.
 */
public final class Admission {
  private final long capacity;
  private final AtomicLong held = new AtomicLong();

  public Admission(long capacityBytes) {
    this.capacity = capacityBytes;
  }

  /** Bytes held now. */
  public long heldBytes() {
    return held.get();
  }

  /** Begins an upload that holds nothing yet. */
  public Reservation open() {
    return new Reservation();
  }

  /** The bytes of one upload. Grows in one thread; may be closed in another, once or more often. */
  public final class Reservation implements AutoCloseable {
    private final AtomicLong own = new AtomicLong();

    private Reservation() {}

    /** Takes {@code bytes} more, or throws {@link ErrorCode#MEMORY_FULL} and takes none. */
    public void grow(int bytes) {
      long before = held.getAndUpdate(now -> now + bytes > capacity ? now : now + bytes);
      if (before + bytes > capacity) {
        throw new OriginException(
            ErrorCode.MEMORY_FULL,
            before + " of " + capacity + " bytes wait to be stored (uploads.maxInFlightBytes)");
      }
      own.addAndGet(bytes);
    }

    @Override
    public void close() {
      held.addAndGet(-own.getAndSet(0));
    }
  }
}
