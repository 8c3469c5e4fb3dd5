package io.liveorigin.ingest.upload;

import io.liveorigin.access.limit.Limit;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.ingest.store.TaskScheduler;
import jakarta.servlet.ServletInputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * Reads a chunked or sized body into bounded memory and computes its digest at the same time. A
 * body that does not arrive completely leaves nothing. No thread is held while a body does not
 * arrive, or while it waits for room. Any thread may call it; the request must be asynchronous.
 *
 * <p>In addition to the reserved memory, each body that is being read has a first piece of 4 KiB,
 * and a chunked body exists twice while it is joined. Dropped bodies have no memory of their own.
 */
public final class UploadReader {
  /** Time limit for dropping a refused body: long enough for a body that is in progress. */
  private static final Duration LONGEST_DROP = Duration.ofSeconds(10);

  private static final Duration LONGEST_STRANGERS_DROP = Duration.ofSeconds(2);
  private static final int STRANGERS_BYTES = 1024 * 1024;

  private final int maxBodyBytes;
  private final UploadMemory uploadMemory;
  private final TaskScheduler timer;
  private final Executor resumer;

  /** Receives all dropped bodies; nobody reads it. */
  private final byte[] dropped = new byte[BodyAssembly.PIECE];

  /**
   * @param resumer continues with bodies that waited for room
   */
  public UploadReader(
      int maxBodyBytes, UploadMemory uploadMemory, TaskScheduler timer, Executor resumer) {
    this.maxBodyBytes = maxBodyBytes;
    this.uploadMemory = uploadMemory;
    this.timer = timer;
    this.resumer = resumer;
  }

  /** Throws {@link ErrorCode#TOO_LARGE} if the client announces more than the cap. */
  public void requireSize(OptionalLong announced) {
    if (announced.isPresent() && announced.getAsLong() > maxBodyBytes) {
      throw BodyAssembly.tooLarge("announces " + announced.getAsLong(), maxBodyBytes);
    }
  }

  /**
   * Reads to the end of the body. The future fails with {@link ErrorCode#TOO_LARGE}, {@link
   * ErrorCode#BODY_TRUNCATED}, {@link ErrorCode#UPLOAD_TOO_SLOW}, {@link
   * ErrorCode#DIGEST_MISMATCH}, {@link ErrorCode#MEMORY_FULL} or {@link
   * ErrorCode#TOO_MANY_REQUESTS}; no memory is held then.
   *
   * @param tenant whose memory is used, and whose bytes are counted
   * @param announced Content-Length, if the client sent one; not more than the cap
   * @param expected the digest according to the client
   * @param longest time after which the upload is refused as too slow
   */
  public CompletableFuture<Upload> read(
      ServletInputStream body,
      TenantUse tenant,
      OptionalLong announced,
      ExpectedDigests expected,
      Duration longest) {
    UploadMemory.Reservation reservation = uploadMemory.open(tenant);
    BufferedBody buffered = new BufferedBody(announced, maxBodyBytes, reservation, counted(tenant));
    DiscardedBody rest = new DiscardedBody(dropped, maxBodyBytes, bytes -> {});
    return BodyReading.start(body, buffered, rest, longest, timer, resumer)
        .thenApply(
            nothing -> {
              Upload upload = buffered.upload();
              expected.require(upload.digest());
              return upload;
            })
        .whenComplete(
            (upload, failure) -> {
              if (failure != null) {
                reservation.close();
              }
            });
  }

  /**
   * Reads and drops a body, at most as many bytes as a body may have and for at most 10 s. The
   * future returns whether the body ended and was empty; it never fails.
   */
  public CompletableFuture<Boolean> discard(ServletInputStream body) {
    return discard(body, maxBodyBytes, LONGEST_DROP, bytes -> {});
  }

  /** Reads and drops the body of an admitted client, and counts its bytes for the tenant. */
  public CompletableFuture<Boolean> discard(ServletInputStream body, TenantUse tenant) {
    return discard(body, maxBodyBytes, LONGEST_DROP, counted(tenant));
  }

  private static LongConsumer counted(TenantUse tenant) {
    return bytes -> tenant.charge(Limit.INGEST_BYTES, bytes);
  }

  /** Reads and drops the body of a client that was not admitted: at most 1 MiB and 2 s. */
  public CompletableFuture<Boolean> discardOfStranger(ServletInputStream body) {
    return discard(
        body, Math.min(maxBodyBytes, STRANGERS_BYTES), LONGEST_STRANGERS_DROP, bytes -> {});
  }

  private CompletableFuture<Boolean> discard(
      ServletInputStream body, int most, Duration longest, LongConsumer arrived) {
    DiscardedBody discarded = new DiscardedBody(dropped, most, arrived);
    return BodyReading.start(
            body, discarded, new DiscardedBody(dropped, 0, arrived), longest, timer, resumer)
        .handle((nothing, failure) -> failure == null && discarded.empty());
  }
}
