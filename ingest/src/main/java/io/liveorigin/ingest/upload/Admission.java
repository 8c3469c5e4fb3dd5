package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes that ingest holds: bodies being read and bodies that wait for Kafka. Who finds
 * it full waits its turn, a bounded time: its socket is not read meanwhile, so that its client
 * slows down before memory runs out.
 *
 * <p>The turn is in order of arrival, so that large bodies are not passed by small ones for ever;
 * but a body that has begun goes before those that have not, since only the end of a body gives
 * memory back. Any thread.
 */
public final class Admission {
  private final long capacity;
  private final long waitNanos;

  /** Guards what follows, for a few instructions at a time: never while anything is read. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private long held;

  /**
   * @param longestWait of one request for room
   */
  public Admission(long capacityBytes, Duration longestWait) {
    this.capacity = capacityBytes;
    this.waitNanos = longestWait.toNanos();
  }

  /** Bytes held now. */
  public long heldBytes() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** Who wait for room now. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Begins an upload that holds nothing yet. */
  public Reservation open() {
    return new Reservation();
  }

  private static final class Waiter {
    final long bytes;
    final Condition turn;
    boolean granted;

    Waiter(long bytes, Condition turn) {
      this.bytes = bytes;
      this.turn = turn;
    }
  }

  private boolean fits(long bytes) {
    return held + bytes <= capacity;
  }

  /** Takes room, at once or when it is there; false if that took too long. */
  private boolean take(long bytes, boolean begun) {
    lock.lock();
    try {
      // Nobody new takes what the first in the queue waits for.
      if (fits(bytes) && (begun || waiting.isEmpty())) {
        held += bytes;
        return true;
      }
      Waiter waiter = new Waiter(bytes, lock.newCondition());
      if (begun) {
        waiting.addFirst(waiter);
      } else {
        waiting.addLast(waiter);
      }
      return await(waiter);
    } finally {
      lock.unlock();
    }
  }

  private boolean await(Waiter waiter) {
    long left = waitNanos;
    try {
      while (!waiter.granted && left > 0) {
        left = waiter.turn.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!waiter.granted) {
      waiting.remove(waiter);
      // Those behind may need less.
      grant();
    }
    return waiter.granted;
  }

  private void give(long bytes) {
    lock.lock();
    try {
      held -= bytes;
      grant();
    } finally {
      lock.unlock();
    }
  }

  private void grant() {
    while (!waiting.isEmpty() && fits(waiting.getFirst().bytes)) {
      Waiter next = waiting.removeFirst();
      held += next.bytes;
      next.granted = true;
      next.turn.signal();
    }
  }

  /** The bytes of one upload. Grows in one thread; may be closed in another, once or more often. */
  public final class Reservation implements AutoCloseable {
    private final AtomicLong own = new AtomicLong();

    private Reservation() {}

    /**
     * Takes {@code bytes} more. Blocks while there is no room, for the longest wait at most; then
     * throws {@link ErrorCode#MEMORY_FULL} and takes none.
     */
    public void grow(long bytes) {
      if (!take(bytes, own.get() > 0)) {
        throw new OriginException(
            ErrorCode.MEMORY_FULL,
            "there was no room for "
                + bytes
                + " bytes within "
                + Duration.ofNanos(waitNanos)
                + ": "
                + capacity
                + " wait to be stored at most (uploads.maxInFlightBytes)");
      }
      own.addAndGet(bytes);
    }

    /** Gives back what turned out not to be needed. */
    void shrink(long bytes) {
      own.addAndGet(-bytes);
      give(bytes);
    }

    @Override
    public void close() {
      long all = own.getAndSet(0);
      if (all > 0) {
        give(all);
      }
    }
  }
}
