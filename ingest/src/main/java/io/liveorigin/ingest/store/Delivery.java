package io.liveorigin.ingest.store;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.record.SegmentRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tries to store an upload until it is acknowledged or its deadline has passed. If there is no
 * acknowledgement within the alarm time, the {@link DeliveryListener} is notified, but the upload
 * is not refused: packagers do not send a segment again, so these bytes are the only copy of this
 * pipeline.
 *
 * <p>Appends run in {@code appender}, never in the caller's thread, because Kafka's client may
 * block. Any thread may call it.
 */
public final class Delivery {
  private final SegmentLog log;
  private final DeliverySettings settings;
  private final Clock clock;
  private final TaskScheduler timer;
  private final Executor appender;
  private final DeliveryListener listener;

  public Delivery(
      SegmentLog log,
      DeliverySettings settings,
      Clock clock,
      TaskScheduler timer,
      Executor appender,
      DeliveryListener listener) {
    this.log = log;
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.appender = appender;
    this.listener = listener;
  }

  /**
   * Delivers one upload. The future completes with its position. It fails with {@link
   * ErrorCode#NOT_DELIVERED} at the deadline, or with {@link ErrorCode#STORAGE_UNAVAILABLE} as soon
   * as a retry is pointless. It may complete in Kafka's thread, so callers must continue in one of
   * their own.
   *
   * @param arrival when the upload was complete, epoch ms
   * @param gone the deadline, epoch ms; extended to the minimum time of the settings from now
   */
  public CompletableFuture<RecordPosition> deliver(
      SegmentRecord segment, long arrival, byte[] bytes, long gone) {
    Instant now = clock.instant();
    long deadline = Math.max(gone, now.toEpochMilli() + settings.minimum().toMillis());
    Run run = new Run(segment, arrival, bytes, now, deadline);
    run.start();
    return run.result;
  }

  /** The attempts to store one upload. Its future is the only state that threads share. */
  @SuppressWarnings("FutureReturnValueIgnored") // every failure of an append reaches the result
  private final class Run {
    private final SegmentRecord segment;
    private final long arrival;
    private final byte[] bytes;
    private final Instant begun;
    private final Duration budget;
    private final CompletableFuture<RecordPosition> result = new CompletableFuture<>();

    Run(SegmentRecord segment, long arrival, byte[] bytes, Instant begun, long deadline) {
      this.segment = segment;
      this.arrival = arrival;
      this.bytes = bytes;
      this.begun = begun;
      this.budget = Duration.ofMillis(deadline - begun.toEpochMilli());
    }

    void start() {
      TaskScheduler.Cancellation alarm = timer.after(settings.alarm(), this::alarm);
      TaskScheduler.Cancellation end = timer.after(budget, this::expire);
      result.whenComplete(
          (position, failure) -> {
            alarm.cancel();
            end.cancel();
            if (failure == null) {
              listener.acknowledged(Duration.between(begun, clock.instant()));
            }
          });
      submit();
    }

    private void submit() {
      try {
        appender.execute(this::append);
      } catch (RejectedExecutionException e) {
        fail(ErrorCode.NOT_DELIVERED, "ingest is stopping", e);
      }
    }

    private void append() {
      if (result.isDone()) {
        return;
      }
      log.append(segment, arrival, bytes)
          .whenComplete(
              (position, failure) -> {
                if (failure == null) {
                  result.complete(position);
                } else {
                  failed(failure);
                }
              });
    }

    private void failed(Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (!(cause instanceof AppendException append) || !append.isRetriable()) {
        fail(ErrorCode.STORAGE_UNAVAILABLE, "Kafka refuses it: " + cause.getMessage(), cause);
      } else if (!result.isDone()) {
        listener.repeated(segment.address(), cause.getMessage());
        repeat();
      }
    }

    private void repeat() {
      try {
        timer.after(settings.pause(), this::submit);
      } catch (RejectedExecutionException e) {
        fail(ErrorCode.NOT_DELIVERED, "ingest is stopping", e);
      }
    }

    private void alarm() {
      listener.overdue(segment.address(), settings.alarm());
    }

    private void expire() {
      fail(
          ErrorCode.NOT_DELIVERED,
          "Kafka did not acknowledge it within " + budget.toMillis() + " ms",
          null);
    }

    private void fail(ErrorCode code, String why, Throwable cause) {
      result.completeExceptionally(
          new OriginException(code, segment.address() + " is not stored: " + why, cause));
    }
  }
}
