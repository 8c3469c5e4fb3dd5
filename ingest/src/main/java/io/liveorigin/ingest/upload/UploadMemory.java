package io.liveorigin.ingest.upload;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.ingest.store.TaskScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Bounds the memory for request bodies that are being read or wait for Kafka. A body that finds it
 * full waits for its turn for a bounded time. Its socket is not read meanwhile, so that its client
 * slows down before memory runs out. No thread waits.
 *
 * <p>The order is that of arrival, so that small bodies do not overtake large ones for ever. But a
 * body that has begun comes before those that have not, since only the end of a body frees memory.
 * A body that waits for room in its own tenant's share does not delay the bodies of other tenants.
 * Any thread may call it.
 */
public final class UploadMemory {
  private final long capacity;
  private final Duration longestWait;
  private final TaskScheduler timer;

  /**
   * Bodies that wait for room; guarded by this, like {@link #held}. Futures are completed without
   * the lock.
   */
  private final Deque<Waiter> waiting = new ArrayDeque<>();

  /** Bodies that wait for room in the share of their tenant; guarded by this. No queue is empty. */
  private final Map<TenantUse, Deque<Waiter>> behind = new HashMap<>();

  private long held;

  /**
   * @param longestWait maximum wait of one request for room
   */
  public UploadMemory(long capacityBytes, Duration longestWait, TaskScheduler timer) {
    this.capacity = capacityBytes;
    this.longestWait = longestWait;
    this.timer = timer;
  }

  /** Returns the number of bytes held now. */
  public synchronized long heldBytes() {
    return held;
  }

  /** Returns how many requests wait for room now. */
  public synchronized int waiting() {
    return waiting.size() + behind.values().stream().mapToInt(Deque::size).sum();
  }

  /** Begins an upload of a tenant. It holds nothing yet. */
  public Reservation open(TenantUse tenant) {
    return new Reservation(tenant);
  }

  private record Waiter(Reservation of, long bytes, CompletableFuture<Void> turn) {}

  private boolean fits(long bytes) {
    return held + bytes <= capacity;
  }

  /**
   * Returns whether the tenant's share has room for {@code bytes} more. A tenant may always have
   * one body, whatever its size.
   */
  private static boolean fitsTenant(Reservation of, long bytes) {
    long inUse = of.tenant.inUse(Limit.BODY_BYTES);
    return inUse + bytes <= of.tenant.most(Limit.BODY_BYTES) || inUse == of.own;
  }

  private CompletableFuture<Void> take(Reservation reservation, long bytes) {
    Waiter waiter;
    synchronized (this) {
      if (reservation.closed) {
        return CompletableFuture.failedFuture(
            new OriginException(ErrorCode.MEMORY_FULL, "the upload has already ended"));
      }
      boolean begun = reservation.own > 0;
      waiter = new Waiter(reservation, bytes, new CompletableFuture<>());
      // A new body must not take the room for which the first in a queue waits.
      if (!fitsTenant(reservation, bytes) || (!begun && behind.containsKey(reservation.tenant))) {
        enqueue(behind.computeIfAbsent(reservation.tenant, t -> new ArrayDeque<>()), waiter);
      } else {
        reservation.tenant.hold(Limit.BODY_BYTES, bytes);
        if (fits(bytes) && (begun || waiting.isEmpty())) {
          held += bytes;
          reservation.own += bytes;
          return CompletableFuture.completedFuture(null);
        }
        enqueue(waiting, waiter);
      }
    }
    TaskScheduler.Cancellation end = timer.after(longestWait, () -> giveUp(waiter));
    return waiter.turn.whenComplete((nothing, failure) -> end.cancel());
  }

  private static void enqueue(Deque<Waiter> queue, Waiter waiter) {
    if (waiter.of.own > 0) {
      queue.addFirst(waiter);
    } else {
      queue.addLast(waiter);
    }
  }

  private void giveUp(Waiter waiter) {
    List<Waiter> granted;
    boolean ofTenant;
    synchronized (this) {
      ofTenant = dropBehind(waiter.of.tenant, waiter::equals);
      if (!ofTenant && !waiting.remove(waiter)) {
        return;
      }
      if (!ofTenant) {
        waiter.of.tenant.leave(Limit.BODY_BYTES, waiter.bytes);
      }
      // The next in the queue may need less.
      promote(waiter.of.tenant);
      granted = grant();
    }
    waiter.turn.completeExceptionally(ofTenant ? tenantFull(waiter) : memoryFull(waiter));
    completeTurns(granted);
  }

  private boolean dropBehind(TenantUse tenant, Predicate<Waiter> which) {
    Deque<Waiter> queue = behind.get(tenant);
    boolean dropped = queue != null && queue.removeIf(which);
    if (dropped && queue.isEmpty()) {
      behind.remove(tenant);
    }
    return dropped;
  }

  private OriginException tenantFull(Waiter waiter) {
    TenantUse tenant = waiter.of.tenant;
    tenant.refused(Limit.BODY_BYTES);
    return new OriginException(
        ErrorCode.TOO_MANY_REQUESTS,
        "there was no room for "
            + waiter.bytes
            + " bytes of tenant '"
            + tenant.tenant()
            + "' within "
            + longestWait
            + ": "
            + tenant.most(Limit.BODY_BYTES)
            + " of its bodies at most may be read or wait to be stored ("
            + Limit.BODY_BYTES.key()
            + ")");
  }

  private OriginException memoryFull(Waiter waiter) {
    return new OriginException(
        ErrorCode.MEMORY_FULL,
        "there was no room for "
            + waiter.bytes
            + " bytes within "
            + longestWait
            + ": "
            + capacity
            + " at most may wait to be stored (uploads.maxInFlightBytes)");
  }

  private void give(Reservation reservation, long bytes) {
    List<Waiter> granted;
    synchronized (this) {
      long back = Math.min(bytes, reservation.own);
      reservation.own -= back;
      held -= back;
      reservation.tenant.leave(Limit.BODY_BYTES, back);
      promote(reservation.tenant);
      granted = grant();
    }
    completeTurns(granted);
  }

  /** Moves waiting bodies of the tenant that now fit into its share to the common queue. */
  private void promote(TenantUse tenant) {
    Deque<Waiter> queue = behind.get(tenant);
    while (queue != null
        && !queue.isEmpty()
        && fitsTenant(queue.getFirst().of, queue.getFirst().bytes)) {
      Waiter next = queue.removeFirst();
      tenant.hold(Limit.BODY_BYTES, next.bytes);
      enqueue(waiting, next);
    }
    if (queue != null && queue.isEmpty()) {
      behind.remove(tenant);
    }
  }

  /**
   * Takes the room for the bodies whose turn it is. The caller holds the lock, and completes their
   * futures after it has released it.
   */
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

  private static boolean left(Waiter waiter) {
    waiter.of.tenant.leave(Limit.BODY_BYTES, waiter.bytes);
    return true;
  }

  private static void completeTurns(List<Waiter> granted) {
    granted.forEach(waiter -> waiter.turn.complete(null));
  }

  /** The memory of one upload. It may be closed in any thread, and more than once. */
  public final class Reservation implements AutoCloseable {
    private final TenantUse tenant;

    /** Guarded by the {@link UploadMemory}. */
    private long own;

    /** Guarded by the {@link UploadMemory}. */
    private boolean closed;

    private Reservation(TenantUse tenant) {
      this.tenant = tenant;
    }

    /**
     * Takes {@code bytes} more, at once or when there is room. After the longest wait, the future
     * fails with {@link ErrorCode#MEMORY_FULL} or, if it waited for its tenant's share, with {@link
     * ErrorCode#TOO_MANY_REQUESTS}; nothing is taken then.
     */
    public CompletableFuture<Void> grow(long bytes) {
      return take(this, bytes);
    }

    /** Gives back bytes that turned out not to be needed. */
    void shrink(long bytes) {
      give(this, bytes);
    }

    /** Gives back everything, and ends all waits. The futures of pending waits do not complete. */
    @Override
    public void close() {
      synchronized (UploadMemory.this) {
        closed = true;
        dropBehind(tenant, waiter -> waiter.of == this);
        waiting.removeIf(waiter -> waiter.of == this && left(waiter));
      }
      give(this, Long.MAX_VALUE);
    }
  }
}
