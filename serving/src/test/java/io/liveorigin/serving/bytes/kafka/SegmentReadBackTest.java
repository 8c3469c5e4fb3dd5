package io.liveorigin.serving.bytes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.bytes.memory.RequestedTracks;
import io.liveorigin.serving.bytes.memory.SegmentCache;
import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.load.AdmissionSettings;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestClock;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.TestTenants;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SegmentReadBackTest {
  private static final byte[] BYTES = Samples.bytes(100, 1);
  private static final SegmentAddress ADDRESS = new SegmentAddress(Samples.V0, 7);
  private static final StoredSegment SEGMENT =
      StoredSegment.of(ADDRESS, Samples.candidate(ADDRESS, "a", BYTES, 0));
  private static final SegmentAddress OTHER_ADDRESS = new SegmentAddress(Samples.V0, 8);
  private static final StoredSegment OTHER =
      StoredSegment.of(
          OTHER_ADDRESS, Samples.candidate(OTHER_ADDRESS, "a", Samples.bytes(100, 2), 0));

  private final List<CompletableFuture<ByteBuffer>> reads = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TestClock clock = new TestClock(TestNode.START);
  private final SegmentCache cache = new SegmentCache(1 << 20, new RequestedTracks(1_000), 1_000);
  private final AdmissionControl admission =
      new AdmissionControl(
          AdmissionSettings.standard().withReads(1, 1),
          OptionalLong.empty(),
          () -> 0L,
          TestTenants.unbounded(),
          meters);
  private final List<StoredSegment> lost = new ArrayList<>();
  private final SegmentReadBack readBack =
      new SegmentReadBack(
          segment -> {
            CompletableFuture<ByteBuffer> read = new CompletableFuture<>();
            reads.add(read);
            return read;
          },
          cache,
          admission,
          clock,
          lost::add,
          meters);

  private double count(String counter) {
    return meters.get(counter).counter().count();
  }

  private static byte[] bytes(CompletableFuture<Payload> read) {
    Payload payload = read.join();
    ByteBuffer all = ByteBuffer.allocate(payload.size());
    payload.slices(0, payload.size()).forEach(all::put);
    payload.release();
    return all.array();
  }

  @Test
  void whoAsksMeanwhileJoinsTheRead() {
    CompletableFuture<Payload> first = readBack.get(SEGMENT, Priority.DVR);
    CompletableFuture<Payload> second = readBack.get(SEGMENT, Priority.DVR);
    assertThat(reads).hasSize(1);
    assertThat(second).isNotDone();

    reads.get(0).complete(ByteBuffer.wrap(BYTES));

    assertThat(first.join().size()).isEqualTo(100);
    assertThat(bytes(second)).isEqualTo(BYTES);
    assertThat(bytes(readBack.get(SEGMENT, Priority.DVR))).isEqualTo(BYTES);
    assertThat(reads).hasSize(1);
    assertThat(cache.has(SEGMENT.key())).isTrue();
    assertThat(count("serving.readback.reads")).isEqualTo(1);
  }

  @Test
  void whereThereIsNoRoomTheyAreSentAsKafkaGaveThem() {
    SegmentReadBack small =
        new SegmentReadBack(
            segment -> CompletableFuture.completedFuture(ByteBuffer.wrap(BYTES)),
            new SegmentCache(0, new RequestedTracks(1_000), 1_000),
            admission,
            clock,
            lost::add,
            new SimpleMeterRegistry());
    assertThat(bytes(small.get(SEGMENT, Priority.DVR))).isEqualTo(BYTES);
  }

  @Test
  void aFailureIsNotKept() {
    CompletableFuture<Payload> first = readBack.get(SEGMENT, Priority.DVR);
    reads.get(0).completeExceptionally(new OriginException(ErrorCode.STORED_BYTES_DIFFER, "other"));

    assertThatThrownBy(first::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORED_BYTES_DIFFER));
    assertThat(count("serving.stored.bytes.differ")).isEqualTo(1);
    readBack.get(SEGMENT, Priority.DVR);
    assertThat(reads).hasSize(2);
  }

  @Test
  void onlyWhatIsCertainlyNotThereIsReportedAsLost() {
    for (ErrorCode code :
        List.of(
            ErrorCode.STORAGE_UNAVAILABLE,
            ErrorCode.OVERLOADED,
            ErrorCode.NOT_READY,
            ErrorCode.STORED_BYTES_DIFFER,
            ErrorCode.EXPIRED,
            ErrorCode.BYTES_LOST)) {
      CompletableFuture<Payload> read = readBack.get(SEGMENT, Priority.DVR);
      reads.get(reads.size() - 1).completeExceptionally(new OriginException(code, "test"));
      assertThat(read).isCompletedExceptionally();
    }
    assertThat(lost).containsExactly(SEGMENT, SEGMENT);
  }

  @Test
  void whatNobodyForesawIsStorageUnavailable() {
    CompletableFuture<Payload> first = readBack.get(SEGMENT, Priority.DVR);
    reads.get(0).completeExceptionally(new IllegalStateException("closed"));

    assertThatThrownBy(first::join)
        .cause()
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    assertThat(count("serving.readback.failures")).isEqualTo(1);
    assertThat(count("serving.stored.bytes.differ")).isZero();
  }

  @Test
  void aReadThatIsNotLetInReachesNoReaderAndTheNextDoes() {
    CompletableFuture<Payload> first = readBack.get(SEGMENT, Priority.DVR);
    CompletableFuture<Payload> refused = readBack.get(OTHER, Priority.DVR);

    assertThatThrownBy(refused::join)
        .cause()
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    CompletableFuture<Payload> joined = readBack.get(SEGMENT, Priority.DVR);
    assertThat(reads).hasSize(1);
    assertThat(count("serving.readback.reads")).isEqualTo(1);

    reads.get(0).complete(ByteBuffer.wrap(BYTES));
    assertThat(bytes(first)).isEqualTo(BYTES);
    assertThat(bytes(joined)).isEqualTo(BYTES);
    readBack.get(OTHER, Priority.DVR);
    assertThat(reads).hasSize(2);
  }

  @Test
  void theLiveEdgeIsLetInWhereDvrIsNot() {
    readBack.get(SEGMENT, Priority.DVR);
    readBack.get(OTHER, Priority.LIVE_EDGE);
    assertThat(reads).hasSize(2);
  }

  @Test
  void aReaderThatThrowsFailsTheRead() {
    SegmentReadBack broken =
        new SegmentReadBack(
            segment -> {
              throw new OriginException(ErrorCode.OVERLOADED, "full");
            },
            cache,
            admission,
            clock,
            lost::add,
            new SimpleMeterRegistry());

    assertThatThrownBy(broken.get(SEGMENT, Priority.DVR)::join).cause().hasMessage("full");
  }
}
