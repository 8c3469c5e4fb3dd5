package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.ingest.support.FakeBody;
import io.liveorigin.ingest.support.ManualTime;
import io.liveorigin.ingest.support.OneTenant;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UploadReaderTest {
  private final TenantUse tenant = OneTenant.unbounded();
  private static final int CAP = 300_000;
  private static final int MEMORY = 400_000;
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int BODIES = 2_000;
  private static final OptionalLong CHUNKED = OptionalLong.empty();

  private final ManualTime time = new ManualTime(Instant.EPOCH);
  private final UploadMemory uploadMemory = new UploadMemory(MEMORY, WAIT, time);

  /** What goes on after a wait for room. */
  private final Deque<Runnable> resumed = new ArrayDeque<>();

  private final UploadReader reader = new UploadReader(CAP, uploadMemory, time, resumed::add);

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private CompletableFuture<Upload> read(FakeBody body, OptionalLong announced) {
    return reader.read(body, tenant, announced, ExpectedDigests.NONE, LONGEST);
  }

  private static ErrorCode refusal(CompletableFuture<?> upload) {
    assertThat(upload).isDone();
    CompletionException thrown = catchThrowableOfType(CompletionException.class, upload::join);
    return ((OriginException) thrown.getCause()).code();
  }

  /** Runs what was to go on, and what the container does then. */
  private void resume(FakeBody body) {
    while (!resumed.isEmpty()) {
      resumed.removeFirst().run();
      body.settle();
    }
  }

  @Property(tries = 200)
  void bytesAndDigestComeOutAsTheyWentIn(
      @ForAll @IntRange(max = CAP) int size, @ForAll @IntRange(min = 1, max = 70_000) int step) {
    byte[] bytes = bytes(size);
    for (OptionalLong announced : List.of(OptionalLong.of(size), CHUNKED)) {
      FakeBody body = new FakeBody();
      CompletableFuture<Upload> upload = read(body, announced);
      for (int at = 0; at < size; at += step) {
        body.send(Arrays.copyOfRange(bytes, at, Math.min(size, at + step)));
      }
      body.end();
      assertThat(upload.join().bytes()).isEqualTo(bytes);
      assertThat(upload.join().digest()).isEqualTo(Digest.of(bytes));
      assertThat(uploadMemory.heldBytes()).isEqualTo(size);
      upload.join().close();
      assertThat(time.pending()).as("deadlines that are left").isZero();
    }
  }

  @Test
  void memoryIsHeldUntilTheUploadIsClosed() {
    Upload upload = read(FakeBody.of(bytes(100_000)), CHUNKED).join();
    assertThat(uploadMemory.heldBytes()).isEqualTo(100_000);

    upload.close();
    upload.close();

    assertThat(uploadMemory.heldBytes()).isZero();
  }

  @Test
  void aBodyAboveTheCapIsTooLargeHoweverItIsAnnounced() {
    assertThat(refusal(read(FakeBody.of(bytes(CAP + 1)), CHUNKED))).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(
            catchThrowableOfType(
                    OriginException.class, () -> reader.requireSize(OptionalLong.of(CAP + 1)))
                .code())
        .isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(uploadMemory.heldBytes()).isZero();
  }

  @Test
  void aBodyThatIsCutIsTruncated() {
    FakeBody cut = new FakeBody();
    CompletableFuture<Upload> upload = read(cut, CHUNKED);
    cut.send(bytes(100_000));
    assertThat(uploadMemory.heldBytes()).isPositive();
    cut.cut();
    assertThat(refusal(upload)).isEqualTo(ErrorCode.BODY_TRUNCATED);
    assertThat(refusal(read(FakeBody.of(bytes(100)), OptionalLong.of(101))))
        .isEqualTo(ErrorCode.BODY_TRUNCATED);
    assertThat(uploadMemory.heldBytes()).isZero();
  }

  @Test
  void aBodyWaitsForMemoryAndIsNotReadMeanwhile() {
    Upload first = read(FakeBody.of(bytes(CAP)), CHUNKED).join();
    FakeBody body = FakeBody.of(bytes(200_000));
    CompletableFuture<Upload> second = read(body, OptionalLong.of(200_000));
    assertThat(second).isNotDone();
    assertThat(body.bytesRead()).isEqualTo(BodyAssembly.FIRST);

    first.close();
    assertThat(second).as("in the thread of whoever gives memory back").isNotDone();
    resume(body);

    assertThat(second.join().bytes()).isEqualTo(bytes(200_000));
  }

  @Test
  void aBodyForWhichThereIsNoMemoryIsReadToItsEndThenRefusedAndHoldsNone() {
    read(FakeBody.of(bytes(CAP)), CHUNKED).join();
    FakeBody body = new FakeBody();
    CompletableFuture<Upload> second = read(body, OptionalLong.of(200_000));
    body.send(bytes(100_000));

    time.pass(WAIT);
    resume(body);
    assertThat(second).as("the client is still sending").isNotDone();
    body.send(bytes(100_000));
    body.end();

    assertThat(refusal(second)).isEqualTo(ErrorCode.MEMORY_FULL);
    assertThat(body.bytesRead()).isEqualTo(200_000);
    assertThat(uploadMemory.heldBytes()).isEqualTo(CAP);
  }

  @Test
  void aSmallBodyWaitsForMemoryAtItsEnd() {
    Upload first = read(FakeBody.of(bytes(CAP)), CHUNKED).join();
    int rest = MEMORY - CAP;
    Upload second = read(FakeBody.of(bytes(rest)), OptionalLong.of(rest)).join();
    FakeBody body = FakeBody.of(bytes(10));
    CompletableFuture<Upload> third = read(body, CHUNKED);
    assertThat(third).isNotDone();

    second.close();
    resume(body);

    assertThat(third.join().bytes()).isEqualTo(bytes(10));
    first.close();
  }

  /** Memory is for what comes: what was announced is taken when the first 4 KiB are there. */
  @Test
  void anAnnouncementHoldsNothing() {
    byte[] sent = bytes(200_000);
    FakeBody body = new FakeBody();
    CompletableFuture<Upload> upload = read(body, OptionalLong.of(sent.length));
    body.send(Arrays.copyOf(sent, BodyAssembly.FIRST - 1));
    assertThat(uploadMemory.heldBytes()).isZero();

    body.send(new byte[] {sent[BodyAssembly.FIRST - 1]});
    assertThat(uploadMemory.heldBytes()).isEqualTo(200_000);

    body.send(Arrays.copyOfRange(sent, BodyAssembly.FIRST, sent.length));
    body.end();
    assertThat(upload.join().bytes()).isEqualTo(sent);
  }

  /**
   * Invariant: a client that sends one byte takes a few kilobytes, whatever it announces and
   * whoever it is. By what is allocated, and not by what a collector leaves.
   */
  @Test
  void whatIsInNoBudgetIsSmallForEachBody() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Consumer<FakeBody>> kinds =
        List.of(
            body -> read(body, OptionalLong.of(64 * 1024)),
            body -> read(body, OptionalLong.of(CAP)),
            body -> read(body, CHUNKED),
            reader::discard,
            reader::discardOfStranger);
    for (Consumer<FakeBody> kind : kinds) {
      byte[] one = bytes(1);
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < BODIES; i++) {
        FakeBody body = new FakeBody();
        kind.accept(body);
        body.send(one);
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / BODIES;
      assertThat(each).as("bytes of a body").isLessThan(3L * BodyAssembly.FIRST);
    }
    assertThat(uploadMemory.heldBytes()).isZero();
  }

  @Test
  void aBodyThatDoesNotComeInTimeIsGivenUpAndHoldsNone() {
    FakeBody body = new FakeBody();
    CompletableFuture<Upload> upload = read(body, CHUNKED);
    body.send(bytes(100_000));
    time.pass(LONGEST.minusMillis(1));
    body.send(bytes(1));
    assertThat(upload).isNotDone();

    time.pass(Duration.ofMillis(1));

    assertThat(refusal(upload)).isEqualTo(ErrorCode.UPLOAD_TOO_SLOW);
    assertThat(uploadMemory.heldBytes()).isZero();
    body.send(bytes(100_000));
    assertThat(uploadMemory.heldBytes()).as("what comes later").isZero();
  }

  @Test
  void aDigestThatDoesNotFitIsRefused() {
    ExpectedDigests other =
        ExpectedDigests.of(
            List.of("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"), List.of());

    assertThat(refusal(reader.read(FakeBody.of(bytes(5)), tenant, CHUNKED, other, LONGEST)))
        .isEqualTo(ErrorCode.DIGEST_MISMATCH);
    assertThat(uploadMemory.heldBytes()).isZero();
    // The digest of no bytes at all (RFC 9530, appendix B.2).
    reader
        .read(FakeBody.of(new byte[0]), tenant, OptionalLong.of(0), other, LONGEST)
        .join()
        .close();
  }

  @Test
  void discardingTellsAnEmptyBodyFromOneThatFails() {
    assertThat(reader.discard(FakeBody.of(new byte[0])).join()).isTrue();
    assertThat(reader.discard(FakeBody.of(bytes(1))).join()).isFalse();
    FakeBody cut = new FakeBody();
    CompletableFuture<Boolean> discarded = reader.discard(cut);
    cut.cut();
    assertThat(discarded.join()).isFalse();
  }

  @Test
  void discardingIsBoundedInBytesAndTime() {
    FakeBody endless = FakeBody.of(bytes(4 * CAP));
    assertThat(reader.discard(endless).join()).isFalse();
    assertThat(endless.bytesRead()).isBetween(CAP, 2 * CAP);

    FakeBody slow = new FakeBody();
    CompletableFuture<Boolean> known = reader.discard(slow);
    CompletableFuture<Boolean> stranger = reader.discardOfStranger(new FakeBody());
    time.pass(Duration.ofSeconds(2));
    assertThat(stranger).isCompletedWithValue(false);
    assertThat(known).isNotDone();
    time.pass(Duration.ofSeconds(8));
    assertThat(known).isCompletedWithValue(false);
  }

  /** Who is told first what was wrong with his body must not be told something else at the end. */
  @Test
  void aRefusedBodyThatDoesNotEndIsToldWhyItWasRefused() {
    FakeBody body = new FakeBody();
    CompletableFuture<Upload> upload = read(body, CHUNKED);
    body.send(bytes(CAP + 1));
    assertThat(upload).as("what follows is dropped first").isNotDone();

    time.pass(LONGEST);

    assertThat(refusal(upload)).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(uploadMemory.heldBytes()).isZero();
  }
}
