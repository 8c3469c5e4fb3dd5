package io.liveorigin.access.client;

import java.time.Duration;

/**
 * How fast one client takes what it is sent, looked at now and then. Time counts while an answer
 * waits for the client, and begins anew where none does. Pure but for its own state; one thread.
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
   * @param bytesPerSecond at least, while an answer waits for the client
   * @param window over which that is measured
   * @param patience after which a client whose answer waits counts as slow
   */
  public ClientReadRate(long bytesPerSecond, Duration window, Duration patience) {
    this.bytesPerSecond = bytesPerSecond;
    this.window = window;
    this.patience = patience;
  }

  /**
   * Notes how it stands.
   *
   * @param waits whether an answer waits for the client
   * @param written bytes that its socket has taken, of all answers
   * @param nanos now
   * @return whether it was too slow over a whole window, which ends here
   */
  public boolean look(boolean waits, long written, long nanos) {
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

  /** Whether an answer has waited for longer than one waits for an ordinary client. */
  public boolean slow() {
    return waiting && now - since >= patience.toNanos();
  }

  /** Bytes a second since the window began. */
  public long rate() {
    return (long)
        ((bytes - windowBytes) * (double) NANOS_PER_SECOND / Math.max(1, now - windowFrom));
  }
}
