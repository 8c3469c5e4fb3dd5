package io.liveorigin.ingest.support;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A body as a container hands it out, piece by piece, in the thread of the test. */
public final class FakeBody extends ServletInputStream {
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private Optional<ReadListener> listener = Optional.empty();
  private int at;
  private int read;
  private boolean whole;
  private boolean told;

  /** Whether the listener was told that nothing is there, and so is called when something is. */
  private boolean awaited = true;

  /** All of it is there already. */
  public static FakeBody of(byte[] bytes) {
    FakeBody body = new FakeBody();
    body.send(bytes);
    body.end();
    return body;
  }

  /** More has come. */
  public void send(byte[] bytes) {
    if (bytes.length > 0) {
      pieces.add(bytes.clone());
      call();
    }
  }

  /** No more comes. */
  public void end() {
    whole = true;
    call();
  }

  /** The connection is gone. */
  public void cut() {
    listener.orElseThrow().onError(new IOException("cut"));
  }

  /** Bytes that were read so far. */
  public int bytesRead() {
    return read;
  }

  private void call() {
    if (listener.isEmpty() || !awaited) {
      return;
    }
    try {
      if (!pieces.isEmpty()) {
        awaited = false;
        listener.get().onDataAvailable();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    settle();
  }

  /** Tells the listener that all was read, if it was. For who goes on by himself. */
  public void settle() {
    if (listener.isPresent() && isFinished() && !told) {
      told = true;
      try {
        listener.get().onAllDataRead();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public boolean isFinished() {
    return pieces.isEmpty() && whole;
  }

  @Override
  public boolean isReady() {
    awaited = pieces.isEmpty();
    return !awaited;
  }

  @Override
  public void setReadListener(ReadListener other) {
    listener = Optional.of(other);
    call();
  }

  @Override
  public int read(byte[] into, int from, int length) {
    byte[] first = pieces.getFirst();
    int count = Math.min(length, first.length - at);
    System.arraycopy(first, at, into, from, count);
    at += count;
    read += count;
    if (at == first.length) {
      pieces.removeFirst();
      at = 0;
    }
    return count;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("bytes are read in pieces");
  }
}
