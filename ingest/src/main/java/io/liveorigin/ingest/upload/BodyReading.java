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
 * Reads one body as it comes and holds no thread while nothing comes (Jakarta Servlet 6.0, section
 * 3.7): four hundred clients that send a byte now and then cost four hundred sockets. It ends with
 * the body, or at its deadline. The container calls it from one thread at a time; while a body
 * waits for room nobody calls it, so that its client slows down.
 *
 * <p>What is refused on the way is read to its end and dropped, within bounds, before the refusal
 * is told: a packager whose connection is cut in the middle of a PUT may exit (FFmpeg does).
 */
final class BodyReading implements ReadListener {
  /** Where the bytes go. */
  interface Sink {
    byte[] into();

    int from();

    int space();

    /** Returns what must be waited for before the next read. */
    CompletableFuture<Void> took(int count);

    /** The body has ended. */
    CompletableFuture<Void> ended();
  }

  private final ServletInputStream body;
  private final Executor resumer;
  private final DiscardedBody discarded;
  private final CompletableFuture<Void> result = new CompletableFuture<>();
  private final TaskScheduler.Cancellation deadline;

  /** Changes once, to {@link #discarded}, in the thread that reads. */
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
   * Begins to read. The future completes when the body has ended in the sink, and fails with an
   * {@link OriginException}; in a thread of the container, of {@code resumer} or of the timer.
   *
   * @param discarded takes what follows a refusal
   * @param longest after which the body counts as not coming
   * @param resumer goes on where room was waited for
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
        if (count > 0 && !goesOn(sink.took(count))) {
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

  /** Whether the next bytes may be read at once; otherwise they are when the wait is over. */
  private boolean goesOn(CompletableFuture<Void> wait) {
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

  /** What follows is dropped, then the refusal is told. */
  private void refuse(OriginException why) {
    if (refusal != null) {
      // What was dropped exceeds its bound.
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
        // Room is given in the thread of another upload, or of Kafka's client.
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
                ErrorCode.BODY_TRUNCATED, "the body ended before its end: " + failure, failure));
  }

  private void expire(Duration longest) {
    result.completeExceptionally(
        refusal != null
            ? refusal
            : new OriginException(
                ErrorCode.UPLOAD_TOO_SLOW,
                "the body was not there "
                    + longest.toMillis()
                    + " ms after its first byte; a segment that comes later is of no use"));
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
