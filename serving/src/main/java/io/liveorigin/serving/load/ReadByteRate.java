package io.liveorigin.serving.load;

/**
 * A bound on bytes per second, as a bucket that fills at that rate up to a quarter of a second's
 * worth. A caller that finds anything in it takes what it needs and may leave a debt, so that a
 * segment of any size gets through. Thread-safe; instants are those of {@link System#nanoTime()}.
 */
final class ReadByteRate {
  private static final double SECOND_NANOS = 1e9;
  private static final double BURST_SECONDS = 0.25;

  private final double bytesPerNano;
  private final double burst;
  private double available;
  private long filledAt;

  ReadByteRate(long bytesPerSecond, long now) {
    this.bytesPerNano = bytesPerSecond / SECOND_NANOS;
    this.burst = bytesPerSecond * BURST_SECONDS;
    this.available = burst;
    this.filledAt = now;
  }

  /** Takes the bytes if there is anything left. */
  synchronized boolean tryTake(int bytes, long now) {
    fill(now);
    if (available <= 0) {
      return false;
    }
    available -= bytes;
    return true;
  }

  /** Takes the bytes in any case. Reads that are admitted regardless of the rate still count. */
  synchronized void take(int bytes, long now) {
    fill(now);
    available -= bytes;
  }

  private void fill(long now) {
    available = Math.min(burst, available + Math.max(0, now - filledAt) * bytesPerNano);
    filledAt = now;
  }
}
