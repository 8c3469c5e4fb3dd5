package io.liveorigin.access.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Ends a connection whose client takes too long for the head of a request, however busily it sends.
 * A head that comes at once costs nothing. One connection; told by one thread at a time, and by a
 * timer's.
 */
public final class HeadTimeout {
  private final Duration longest;
  private final Delay delay;
  private final LongSupplier heads;
  private final Runnable late;

  /** The head that is waited for. Changed under the lock. */
  private volatile Optional<Wait> waited = Optional.empty();

  /** Does something later. */
  public interface Delay {
    /** Runs the task once after that time, in a thread that must not block; cancels it if run. */
    Runnable after(Duration time, Runnable task);
  }

  private record Wait(long heads, Runnable cancel) {}

  /**
   * @param longest from the first bytes of a head to its end
   * @param heads that have come whole on this connection so far
   * @param late ends the connection
   */
  public HeadTimeout(Duration longest, Delay delay, LongSupplier heads, Runnable late) {
    this.longest = longest;
    this.delay = delay;
    this.heads = heads;
    this.late = late;
  }

  /**
   * Bytes were read.
   *
   * @param begun heads that had come whole before it was seen that one has begun; empty if none has
   */
  public void looked(Optional<Long> begun) {
    if (begun.isPresent() || waited.isPresent()) {
      change(begun);
    }
  }

  private synchronized void change(Optional<Long> begun) {
    if (waited.isPresent() && begun.equals(waited.map(Wait::heads))) {
      return;
    }
    waited.ifPresent(wait -> wait.cancel().run());
    waited = begun.map(before -> new Wait(before, delay.after(longest, () -> look(before))));
  }

  /** A head that came whole meanwhile is not waited for any more, whoever has seen it. */
  private void look(long before) {
    boolean still;
    synchronized (this) {
      still = waited.filter(wait -> wait.heads() == before).isPresent();
    }
    if (still && heads.getAsLong() == before) {
      late.run();
    }
  }

  /** The connection is closed. */
  public synchronized void close() {
    waited.ifPresent(wait -> wait.cancel().run());
    waited = Optional.empty();
  }
}
