package io.liveorigin.serving.cmcd;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the body of one report. All bodies that are being read share a bound of memory; one that
 * finds none left ends empty. The container calls it with one thread at a time, a time-out with
 * another.
 */
final class ReportBody implements ReadListener {
  private static final int CHUNK = 4096;

  private final ServletInputStream in;
  private final int most;
  private final AtomicLong held;
  private final long mostHeld;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  /** Guarded by this; empty once released. */
  private ByteArrayOutputStream read = new ByteArrayOutputStream();

  /**
   * @param most bytes of a body; it ends when it has more
   * @param held bytes of all bodies that are being read
   * @param mostHeld bound of {@code held}
   */
  ReportBody(ServletInputStream in, int most, AtomicLong held, long mostHeld) {
    this.in = in;
    this.most = most;
    this.held = held;
    this.mostHeld = mostHeld;
  }

  /** Returns the body when it is complete; empty if it is not by then. */
  CompletableFuture<byte[]> within(long time, TimeUnit unit) {
    return whole
        .completeOnTimeout(new byte[0], time, unit)
        .whenComplete((body, failure) -> release());
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] chunk = new byte[CHUNK];
    // A false isReady() makes the container call again, so it is not called once the body is
    // done.
    while (!whole.isDone() && in.isReady() && !in.isFinished()) {
      int length = in.read(chunk);
      if (length > 0 && !keep(chunk, length)) {
        whole.complete(new byte[0]);
      } else if (length() > most) {
        whole.complete(bytes());
      }
    }
  }

  private synchronized boolean keep(byte[] chunk, int length) {
    if (whole.isDone()) {
      return true;
    }
    if (held.addAndGet(length) > mostHeld) {
      held.addAndGet(-length);
      return false;
    }
    read.write(chunk, 0, length);
    return true;
  }

  private synchronized int length() {
    return read.size();
  }

  private synchronized byte[] bytes() {
    return read.toByteArray();
  }

  /** Gives the memory back. */
  private synchronized void release() {
    held.addAndGet(-read.size());
    read = new ByteArrayOutputStream(0);
  }

  @Override
  public void onAllDataRead() {
    whole.complete(bytes());
  }

  /** The last line may be a part of one, which says something else than the whole. */
  @Override
  public void onError(Throwable failure) {
    byte[] arrived = bytes();
    int end = arrived.length;
    while (end > 0 && arrived[end - 1] != '\n') {
      end--;
    }
    whole.complete(Arrays.copyOf(arrived, end));
  }
}
