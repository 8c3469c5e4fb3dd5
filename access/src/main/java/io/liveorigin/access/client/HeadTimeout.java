package io.liveorigin.access.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Closes a connection whose client takes too long to send the head of a request, even if it keeps
 * sending bytes. A head that arrives at once costs nothing. One object per connection; one thread
 * at a time reports to it, and a timer thread ends the wait.
 */
public final class HeadTimeout {
  private final Duration longest;
  private final Delay delay;
  private final LongSupplier heads;
  private final Runnable late;

  /** The head that is awaited. Written under the lock. */
  private volatile Optional<Wait> waited = Optional.empty();

  /** Schedules a task. */
  public interface Delay {
    /**
     * Runs the task once after the given time, in a thread that must not block. The returned {@code
     * Runnable} cancels the task.
     */
    Runnable after(Duration time, Runnable task);
  }

  private record Wait(long heads, Runnable cancel) {}

  /**
   * @param longest time limit from the first bytes of a head to its end
   * @param heads number of complete heads that this connection has received so far
   * @param late closes the connection
   */
  public HeadTimeout(Duration longest, Delay delay, LongSupplier heads, Runnable late) {
    this.longest = longest;
    this.delay = delay;
    this.heads = heads;
    this.late = late;
  }

  /**
   * Reports that bytes were read.
   *
   * @param begun the number of complete heads at the time when a further head was seen to have
   *     begun; empty if none has begun
   */
  public void headBegan(Optional<Long> begun) {
    if (begun.isPresent() || waited.isPresent()) {
      change(begun);
    }
  }

  private synchronized void change(Optional<Long> begun) {
    if (waited.isPresent() && begun.equals(waited.map(Wait::heads))) {
      return;
    }
    waited.ifPresent(wait -> wait.cancel().run());
    waited = begun.map(before -> new Wait(before, delay.after(longest, () -> closeIfLate(before))));
  }

  /**
   * Closes the connection unless the head has been completed meanwhile, even if that was not
   * reported here.
   */
  private void closeIfLate(long before) {
    boolean still;
    synchronized (this) {
      still = waited.filter(wait -> wait.heads() == before).isPresent();
    }
    if (still && heads.getAsLong() == before) {
      late.run();
    }
  }

  /** Cancels the wait, because the connection is closed. */
  public synchronized void close() {
    waited.ifPresent(wait -> wait.cancel().run());
    waited = Optional.empty();
  }
}
