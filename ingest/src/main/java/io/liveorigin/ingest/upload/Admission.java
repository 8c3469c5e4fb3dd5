package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.ingest.store.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the bytes that ingest holds: bodies being read and bodies that wait for Kafka. Who finds
 * it full waits its turn, a bounded time: its socket is not read meanwhile, so that its client
 * slows down before memory runs out. No thread waits.
 *
 * <p>The turn is in order of arrival, so that large bodies are not passed by small ones for ever;
 * but a body that has begun goes before those that have not, since only the end of a body gives
 * memory back. Any thread.
 */
public final class Admission {
  private final long capacity;
  private final Duration longestWait;
  private final Timer timer;

  /** Guarded by this, like {@link #held}; futures are completed outside. */
  private final Deque<Waiter> waiting = new ArrayDeque<>();

  private long held;

  /**
   * @param longestWait of one request for room
   */
  public Admission(long capacityBytes, Duration longestWait, Timer timer) {
    this.capacity = capacityBytes;
    this.longestWait = longestWait;
    this.timer = timer;
  }

  /** Bytes held now. */
  public synchronized long heldBytes() {
    return held;
  }

  /** Who wait for room now. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Begins an upload that holds nothing yet. */
  public Reservation open() {
    return new Reservation();
  }

  private record Waiter(Reservation of, long bytes, CompletableFuture<Void> turn) {}

  private boolean fits(long bytes) {
    return held + bytes <= capacity;
  }

  private CompletableFuture<Void> take(Reservation reservation, long bytes) {
    Waiter waiter;
    synchronized (this) {
      if (reservation.closed) {
        return CompletableFuture.failedFuture(
            new OriginException(ErrorCode.MEMORY_FULL, "the upload has ended already"));
      }
      boolean begun = reservation.own > 0;
      // Nobody new takes what the first in the queue waits for.
      if (fits(bytes) && (begun || waiting.isEmpty())) {
        held += bytes;
        reservation.own += bytes;
        return CompletableFuture.completedFuture(null);
      }
      waiter = new Waiter(reservation, bytes, new CompletableFuture<>());
      if (begun) {
        waiting.addFirst(waiter);
      } else {
        waiting.addLast(waiter);
      }
    }
    Timer.Cancellation end = timer.after(longestWait, () -> giveUp(waiter));
    return waiter.turn.whenComplete((nothing, failure) -> end.cancel());
  }

  private void giveUp(Waiter waiter) {
    List<Waiter> granted;
    synchronized (this) {
      if (!waiting.remove(waiter)) {
        return;
      }
      // Those behind may need less.
      granted = grant();
    }
    waiter.turn.completeExceptionally(
        new OriginException(
            ErrorCode.MEMORY_FULL,
            "there was no room for "
                + waiter.bytes
                + " bytes within "
                + longestWait
                + ": "
                + capacity
                + " wait to be stored at most (uploads.maxInFlightBytes)"));
    tell(granted);
  }

  private void give(Reservation reservation, long bytes) {
    List<Waiter> granted;
    synchronized (this) {
      long back = Math.min(bytes, reservation.own);
      reservation.own -= back;
      held -= back;
      granted = grant();
    }
    tell(granted);
  }

  /** Takes the room for those whose turn it is; whoever holds the lock tells them without it. */
  private List<Waiter> grant() {
    List<Waiter> granted = new ArrayList<>();
    while (!waiting.isEmpty() && fits(waiting.getFirst().bytes)) {
      Waiter next = waiting.removeFirst();
      held += next.bytes;
      next.of.own += next.bytes;
      granted.add(next);
    }
    return granted;
  }

  private static void tell(List<Waiter> granted) {
    granted.forEach(waiter -> waiter.turn.complete(null));
  }

  /** The bytes of one upload. May be closed in any thread, once or more often. */
  public final class Reservation implements AutoCloseable {
    /** Guarded by the admission. */
    private long own;

    /** Guarded by the admission. */
    private boolean closed;

    private Reservation() {}

    /**
     * Takes {@code bytes} more: at once, or when there is room. The future fails with {@link
     * ErrorCode#MEMORY_FULL} after the longest wait, and none is taken then.
     */
    public CompletableFuture<Void> grow(long bytes) {
      return take(this, bytes);
    }

    /** Gives back what turned out not to be needed. */
    void shrink(long bytes) {
      give(this, bytes);
    }

    /** Gives everything back, and waits for nothing any more. */
    @Override
    public void close() {
      synchronized (Admission.this) {
        closed = true;
        waiting.removeIf(waiter -> waiter.of == this);
      }
      give(this, Long.MAX_VALUE);
    }
  }
}
