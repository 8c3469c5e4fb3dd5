package io.liveorigin.access.client;

import java.time.Duration;

/**
 * Measures how fast one client reads its responses, by periodic samples. Time counts only while a
 * response waits for the client, and restarts when none does. Pure except for its own state; for
 * one thread.
 */
public final class ClientReadRate {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long bytesPerSecond;
  private final Duration window;
  private final Duration patience;
  private boolean waiting;
  private long since;
  private long windowFrom;
  private long windowBytes;
  private long bytes;
  private long now;

  /**
   * @param bytesPerSecond lowest acceptable rate while a response waits for the client
   * @param window period over which the rate is measured
   * @param patience time after which a client whose response waits counts as slow
   */
  public ClientReadRate(long bytesPerSecond, Duration window, Duration patience) {
    this.bytesPerSecond = bytesPerSecond;
    this.window = window;
    this.patience = patience;
  }

  /**
   * Records a sample.
   *
   * @param waits whether a response waits for the client
   * @param written bytes of all responses that the client's socket has accepted so far
   * @param nanos the current time, in nanoseconds
   * @return true if this sample ends a window, and the client was too slow in that whole window
   */
  public boolean isTooSlow(boolean waits, long written, long nanos) {
    if (!waits || !waiting) {
      since = nanos;
      windowFrom = nanos;
      windowBytes = written;
    }
    waiting = waits;
    bytes = written;
    now = nanos;
    if (nanos - windowFrom < window.toNanos()) {
      return false;
    }
    boolean slow = rate() < bytesPerSecond;
    windowFrom = nanos;
    windowBytes = written;
    return slow;
  }

  /** Returns whether a response has waited for the client for at least {@code patience}. */
  public boolean slow() {
    return waiting && now - since >= patience.toNanos();
  }

  /** Returns the bytes per second since the window began. */
  public long rate() {
    return (long)
        ((bytes - windowBytes) * (double) NANOS_PER_SECOND / Math.max(1, now - windowFrom));
  }
}
