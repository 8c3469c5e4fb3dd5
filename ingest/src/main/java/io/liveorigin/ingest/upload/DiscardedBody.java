package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** A body that is counted and dropped. One thread at a time. */
final class DiscardedBody implements BodyReading.Sink {
  private static final CompletableFuture<Void> NO_WAIT = CompletableFuture.completedFuture(null);

  private final byte[] sink;
  private final long most;
  private final LongConsumer arrived;
  private long total;

  /**
   * @param sink receives the bytes. It may be shared, because nobody reads it: a dropped body has
   *     no memory of its own
   * @param most maximum number of bytes that are read; if a client sends more, its connection is
   *     closed
   * @param arrived receives the number of bytes of each read
   */
  DiscardedBody(byte[] sink, long most, LongConsumer arrived) {
    this.sink = sink;
    this.most = most;
    this.arrived = arrived;
  }

  boolean empty() {
    return total == 0;
  }

  @Override
  public byte[] into() {
    return sink;
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int space() {
    return sink.length;
  }

  @Override
  public CompletableFuture<Void> took(int count) {
    total += count;
    arrived.accept(count);
    if (total > most) {
      throw new OriginException(
          ErrorCode.TOO_LARGE, "more than " + most + " bytes of a body that is discarded");
    }
    return NO_WAIT;
  }

  @Override
  public CompletableFuture<Void> ended() {
    return NO_WAIT;
  }
}
