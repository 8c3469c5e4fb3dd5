package io.liveorigin.ingest.upload;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.ingest.store.TaskScheduler;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Reads one body as it arrives, and holds no thread while nothing arrives (Jakarta Servlet 6.0,
 * section 3.7): four hundred clients that send a byte now and then cost four hundred sockets.
 * Reading ends with the body or at its deadline. The container calls this object from one thread at
 * a time. While a body waits for room, nothing calls it and the socket is not read, so that the
 * client slows down.
 *
 * <p>After a refusal, the remainder of the body is read and dropped, within bounds, before the
 * response is sent: a packager whose connection is closed in the middle of a PUT may exit (FFmpeg
 * does).
 */
final class BodyReading implements ReadListener {
  /** The destination of the bytes. */
  interface Sink {
    byte[] into();

    int from();

    int space();

    /** Accepts {@code count} bytes. The next read must wait for the returned future. */
    CompletableFuture<Void> took(int count);

    /** Ends the body. The future completes when the sink has accepted the end. */
    CompletableFuture<Void> ended();
  }

  private final ServletInputStream body;
  private final Executor resumer;
  private final DiscardedBody discarded;
  private final CompletableFuture<Void> result = new CompletableFuture<>();
  private final TaskScheduler.Cancellation deadline;

  /** Changes once, to {@link #discarded}, in the reading thread. */
  private Sink sink;

  private volatile OriginException refusal;

  private BodyReading(
      ServletInputStream body,
      Sink sink,
      DiscardedBody discarded,
      Duration longest,
      TaskScheduler timer,
      Executor resumer) {
    this.body = body;
    this.sink = sink;
    this.discarded = discarded;
    this.resumer = resumer;
    this.deadline = timer.after(longest, () -> expire(longest));
  }

  /**
   * Begins to read. The future completes when the body has ended in the sink, or fails with an
   * {@link OriginException}. It completes in a thread of the container, of {@code resumer} or of
   * the timer.
   *
   * @param discarded takes the bytes after a refusal
   * @param longest time after which the upload is refused as too slow
   * @param resumer continues the reading after a wait for room
   */
  static CompletableFuture<Void> start(
      ServletInputStream body,
      Sink sink,
      DiscardedBody discarded,
      Duration longest,
      TaskScheduler timer,
      Executor resumer) {
    BodyReading reading = new BodyReading(body, sink, discarded, longest, timer, resumer);
    CompletableFuture<Void> done =
        reading.result.whenComplete((nothing, failure) -> reading.deadline.cancel());
    body.setReadListener(reading);
    return done;
  }

  @Override
  public void onDataAvailable() {
    try {
      while (!result.isDone() && body.isReady() && !body.isFinished()) {
        int count = body.read(sink.into(), sink.from(), sink.space());
        if (count > 0 && !mayContinue(sink.took(count))) {
          return;
        }
      }
    } catch (OriginException e) {
      refuse(e);
      onDataAvailable();
    } catch (IOException e) {
      onError(e);
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      throw e;
    }
  }

  /**
   * Returns whether the next bytes may be read at once; otherwise reading continues when the wait
   * is over.
   */
  private boolean mayContinue(CompletableFuture<Void> wait) {
    if (wait.isDone() && !wait.isCompletedExceptionally()) {
      return true;
    }
    wait.whenCompleteAsync(
        (nothing, failure) -> {
          if (failure != null) {
            refuse(refusalOf(failure));
          }
          onDataAvailable();
        },
        resumer);
    return false;
  }

  /** Refuses the body: the remainder is dropped, and then the future fails. */
  private void refuse(OriginException why) {
    if (refusal != null) {
      // The dropped remainder exceeds its bound.
      result.completeExceptionally(refusal);
      return;
    }
    refusal = why;
    sink = discarded;
  }

  @Override
  public void onAllDataRead() {
    if (refusal != null) {
      result.completeExceptionally(refusal);
      return;
    }
    try {
      CompletableFuture<Void> end = sink.ended();
      if (end.isDone() && !end.isCompletedExceptionally()) {
        result.complete(null);
      } else {
        // Room is granted in the thread of another upload, or of Kafka's client.
        end.whenCompleteAsync(this::finish, resumer);
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private void finish(Void nothing, Throwable failure) {
    if (failure == null) {
      result.complete(null);
    } else {
      result.completeExceptionally(refusalOf(failure));
    }
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(
        refusal != null
            ? refusal
            : new OriginException(
                ErrorCode.BODY_TRUNCATED, "the body ended prematurely: " + failure, failure));
  }

  private void expire(Duration longest) {
    result.completeExceptionally(
        refusal != null
            ? refusal
            : new OriginException(
                ErrorCode.UPLOAD_TOO_SLOW,
                "the body was not complete "
                    + longest.toMillis()
                    + " ms after its first byte; a segment that arrives later is of no use"));
  }

  private static OriginException refusalOf(Throwable failure) {
    Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
    if (failure instanceof OriginException own) {
      return own;
    }
    return cause instanceof OriginException own
        ? own
        : new OriginException(ErrorCode.INTERNAL, "the body could not be read", cause);
  }
}
