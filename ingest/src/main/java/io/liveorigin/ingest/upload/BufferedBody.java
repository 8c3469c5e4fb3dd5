package io.liveorigin.ingest.upload;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** A body that is kept in memory, for which room is reserved. One thread at a time. */
final class BufferedBody implements BodyReading.Sink {
  private static final CompletableFuture<Void> NO_WAIT = CompletableFuture.completedFuture(null);

  private final BodyAssembly assembly;
  private final UploadMemory.Reservation reservation;
  private final LongConsumer arrived;

  /**
   * @param arrived receives the number of bytes of each read
   */
  BufferedBody(
      OptionalLong announced, int cap, UploadMemory.Reservation reservation, LongConsumer arrived) {
    this.assembly = new BodyAssembly(announced, cap);
    this.reservation = reservation;
    this.arrived = arrived;
  }

  @Override
  public byte[] into() {
    return assembly.into();
  }

  @Override
  public int from() {
    return assembly.from();
  }

  @Override
  public int space() {
    return assembly.space();
  }

  @Override
  public CompletableFuture<Void> took(int count) {
    arrived.accept(count);
    int room = assembly.took(count);
    return room == 0 ? NO_WAIT : reservation.grow(room).thenRun(() -> assembly.granted(room));
  }

  @Override
  public CompletableFuture<Void> ended() {
    int missing = assembly.missingAtEnd();
    if (missing > 0) {
      return reservation.grow(missing);
    }
    int spare = assembly.spareAtEnd();
    if (spare > 0) {
      reservation.shrink(spare);
    }
    return NO_WAIT;
  }

  /** Returns the upload after the body has ended. The upload owns the reservation. */
  Upload upload() {
    return new Upload(assembly.whole(), assembly.digest(), reservation);
  }
}
