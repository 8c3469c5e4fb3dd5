package io.liveorigin.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.FakeLog;
import io.liveorigin.ingest.support.FakeLog.Mood;
import io.liveorigin.ingest.support.ManualTime;
import io.liveorigin.kafka.record.SegmentRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Trying until the deadline, with time moved by hand. */
class DeliveryTest {
  private static final Duration MINIMUM = Duration.ofSeconds(10);
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofMillis(200), MINIMUM);
  private static final byte[] BODY = {1, 2, 3};
  private static final long START = Events.NOW.toEpochMilli();
  private static final long IN_A_MINUTE = START + 60_000;

  /** Writes down what it hears. */
  private static final class Heard implements DeliveryListener {
    private final List<Duration> acknowledged = new ArrayList<>();
    private final List<Address> overdue = new ArrayList<>();
    private final List<String> repeated = new ArrayList<>();

    @Override
    public void acknowledged(Duration after) {
      acknowledged.add(after);
    }

    @Override
    public void overdue(Address address, Duration after) {
      overdue.add(address);
    }

    @Override
    public void repeated(Address address, String why) {
      repeated.add(why);
    }
  }

  private final FakeLog log = new FakeLog();
  private final ManualTime time = new ManualTime(Events.NOW);
  private final Heard heard = new Heard();
  private final SegmentRecord segment =
      new SegmentRecord(
          Events.address(Events.NUMBER), "video/mp4", Digest.of(BODY), Facts.NONE, List.of());

  private CompletableFuture<RecordPosition> deliver(long gone) {
    return deliver(gone, Runnable::run);
  }

  private CompletableFuture<RecordPosition> deliver(long gone, Executor appender) {
    return new Delivery(log, SETTINGS, time, time, appender, heard)
        .deliver(segment, START, BODY, gone);
  }

  private static ErrorCode codeOf(CompletableFuture<RecordPosition> result) {
    CompletionException failure = catchThrowableOfType(CompletionException.class, result::join);
    return ((OriginException) failure.getCause()).code();
  }

  @Test
  void anAcknowledgedUploadLeavesNothingBehind() {
    CompletableFuture<RecordPosition> result = deliver(IN_A_MINUTE);

    assertThat(result.join().topic()).isEqualTo("segments.a");
    assertThat(time.pending()).isZero();
    assertThat(heard.acknowledged).containsExactly(Duration.ZERO);
    assertThat(heard.overdue).isEmpty();
  }

  @Test
  void theAlarmIsRaisedAfterHalfASecondOnceAndRefusesNobody() {
    log.mood(Mood.SILENT);
    CompletableFuture<RecordPosition> result = deliver(IN_A_MINUTE);

    time.pass(Duration.ofMillis(499));
    assertThat(heard.overdue).isEmpty();
    time.pass(Duration.ofMillis(1));
    assertThat(heard.overdue).containsExactly(segment.address());
    time.pass(Duration.ofSeconds(30));

    assertThat(heard.overdue).hasSize(1);
    assertThat(result).isNotDone();
    log.acknowledge(log.appends().get(0));
    assertThat(result).isCompleted();
    assertThat(heard.acknowledged).containsExactly(Duration.ofMillis(30_500));
  }

  @Test
  void aFailedAppendIsRepeatedWithAPauseUntilItSucceeds() {
    log.mood(Mood.FAILS_FOR_NOW);
    CompletableFuture<RecordPosition> result = deliver(IN_A_MINUTE);
    time.pass(Duration.ofSeconds(1));

    // At 0, 200, 400, 600, 800 and 1000 ms.
    assertThat(log.appends()).hasSize(6);
    assertThat(heard.repeated).hasSize(6).containsOnly("away");
    log.mood(Mood.ACKNOWLEDGES);
    time.pass(Duration.ofMillis(200));

    assertThat(result).isCompleted();
    assertThat(time.pending()).isZero();
  }

  @Test
  void theSameBytesAreSentEachTime() {
    log.mood(Mood.FAILS_FOR_NOW);
    deliver(IN_A_MINUTE);
    time.pass(Duration.ofMillis(200));

    assertThat(log.appends()).hasSize(2);
    assertThat(log.appends())
        .allSatisfy(
            append -> {
              assertThat(append.bytes()).isSameAs(BODY);
              assertThat(append.segment()).isEqualTo(segment);
              assertThat(append.arrival()).isEqualTo(START);
            });
  }

  @Test
  void itEndsAtTheInstantAtWhichTheSegmentIsGone() {
    log.mood(Mood.FAILS_FOR_NOW);
    CompletableFuture<RecordPosition> result = deliver(IN_A_MINUTE);

    time.pass(Duration.ofMillis(59_999));
    assertThat(result).isNotDone();
    time.pass(Duration.ofMillis(1));

    assertThat(codeOf(result)).isEqualTo(ErrorCode.NOT_DELIVERED);
    assertThat(heard.acknowledged).isEmpty();
  }

  @Test
  void silenceAlsoEndsThere() {
    log.mood(Mood.SILENT);
    CompletableFuture<RecordPosition> result = deliver(IN_A_MINUTE);
    time.pass(Duration.ofMinutes(1));

    assertThat(codeOf(result)).isEqualTo(ErrorCode.NOT_DELIVERED);
    assertThat(time.pending()).isZero();
  }

  @Test
  void whatIsGoneAlreadyIsStillTriedForTheMinimum() {
    log.mood(Mood.FAILS_FOR_NOW);
    CompletableFuture<RecordPosition> result = deliver(START - 60_000);

    time.pass(MINIMUM.minusMillis(1));
    assertThat(result).isNotDone();
    time.pass(Duration.ofMillis(1));

    assertThat(codeOf(result)).isEqualTo(ErrorCode.NOT_DELIVERED);
  }

  @Test
  void afterTheEndNothingMoreIsSent() {
    log.mood(Mood.FAILS_FOR_NOW);
    deliver(START);
    time.pass(MINIMUM);
    int sent = log.appends().size();

    time.pass(Duration.ofMinutes(1));

    assertThat(log.appends()).hasSize(sent);
    assertThat(time.pending()).isZero();
  }

  @Test
  void anAcknowledgementAfterTheEndChangesNothing() {
    log.mood(Mood.SILENT);
    CompletableFuture<RecordPosition> result = deliver(START);
    time.pass(MINIMUM);

    log.acknowledge(log.appends().get(0));

    assertThat(codeOf(result)).isEqualTo(ErrorCode.NOT_DELIVERED);
    assertThat(heard.acknowledged).isEmpty();
  }

  @Test
  void aLastingFailureEndsItAtOnce() {
    log.mood(Mood.FAILS_FOR_GOOD);
    CompletableFuture<RecordPosition> result = deliver(IN_A_MINUTE);

    assertThat(codeOf(result)).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    assertThat(time.pending()).isZero();
    assertThat(heard.repeated).isEmpty();
  }

  @Test
  void whileIngestStopsNothingIsPromised() {
    CompletableFuture<RecordPosition> result =
        deliver(
            IN_A_MINUTE,
            task -> {
              throw new RejectedExecutionException();
            });

    assertThat(codeOf(result)).isEqualTo(ErrorCode.NOT_DELIVERED);
    assertThat(time.pending()).isZero();
  }
}
