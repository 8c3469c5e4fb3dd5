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
 * Reads a chunked or sized body into bounded memory and computes its digest on the way. The body is
 * whole or it never happened: a client that dies in the middle leaves nothing. No thread is held
 * while a body does not come, nor while it waits for room. Any thread; the request must be
 * asynchronous.
 *
 * <p>Beside what is admitted, each body that is being read has a first piece of 4 KiB, and a
 * chunked one is there twice while it is joined. What is dropped has no memory of its own.
 */
public final class UploadReader {
  /** For what is refused: long enough for a body that is under way. */
  private static final Duration LONGEST_DROP = Duration.ofSeconds(10);

  private static final Duration LONGEST_STRANGERS_DROP = Duration.ofSeconds(2);
  private static final int STRANGERS_BYTES = 1024 * 1024;

  private final int maxBodyBytes;
  private final UploadMemory uploadMemory;
  private final TaskScheduler timer;
  private final Executor resumer;

  /** All bodies that are dropped go there; nobody reads it. */
  private final byte[] dropped = new byte[BodyAssembly.PIECE];

  /**
   * @param resumer goes on with bodies that waited for room
   */
  public UploadReader(int maxBodyBytes, UploadMemory uploadMemory, TaskScheduler timer, Executor resumer) {
    this.maxBodyBytes = maxBodyBytes;
    this.uploadMemory = uploadMemory;
    this.timer = timer;
    this.resumer = resumer;
  }

  /** Throws {@link ErrorCode#TOO_LARGE} where the client announces more than the cap. */
  public void requireSize(OptionalLong announced) {
    if (announced.isPresent() && announced.getAsLong() > maxBodyBytes) {
      throw BodyAssembly.tooLarge("announces " + announced.getAsLong(), maxBodyBytes);
    }
  }

  /**
   * Reads to the end of the body. The future fails with {@link ErrorCode#TOO_LARGE}, {@link
   * ErrorCode#BODY_TRUNCATED}, {@link ErrorCode#UPLOAD_TOO_SLOW}, {@link
   * ErrorCode#DIGEST_MISMATCH}, {@link ErrorCode#MEMORY_FULL} or {@link
   * ErrorCode#TOO_MANY_REQUESTS}; nothing is held then.
   *
   * @param tenant whose memory it takes, and whose bytes are counted
   * @param announced Content-Length, where the client sent one; not more than the cap
   * @param expected what the client says the digest is
   * @param longest after which it is given up
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
   * Reads a body that is not wanted and drops it, at most as much as a body may have and for 10 s.
   * The future says whether the body was there and empty; it never fails.
   */
  public CompletableFuture<Boolean> discard(ServletInputStream body) {
    return discard(body, maxBodyBytes, LONGEST_DROP, bytes -> {});
  }

  /** The same for somebody who was let in: his tenant's bytes are counted. */
  public CompletableFuture<Boolean> discard(ServletInputStream body, TenantUse tenant) {
    return discard(body, maxBodyBytes, LONGEST_DROP, counted(tenant));
  }

  private static LongConsumer counted(TenantUse tenant) {
    return bytes -> tenant.charge(Limit.INGEST_BYTES, bytes);
  }

  /** The same for somebody whom we do not know: at most 1 MiB and 2 s. */
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
