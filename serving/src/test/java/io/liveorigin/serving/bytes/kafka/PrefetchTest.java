package io.liveorigin.serving.bytes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.bytes.memory.Payload;
import io.liveorigin.serving.bytes.memory.RequestedTracks;
import io.liveorigin.serving.bytes.memory.SegmentCache;
import io.liveorigin.serving.load.AdmissionControl;
import io.liveorigin.serving.load.AdmissionSettings;
import io.liveorigin.serving.load.Priority;
import io.liveorigin.serving.support.FakeIndex;
import io.liveorigin.serving.support.Samples;
import io.liveorigin.serving.support.TestClock;
import io.liveorigin.serving.support.TestNode;
import io.liveorigin.serving.support.TestTenants;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final int CACHE = 1 << 20;
  private static final int SIZE = 1_000;
  private static final long FAR = 1_000;

  private record Read(StoredSegment segment, CompletableFuture<ByteBuffer> result) {}

  private final List<Read> reads = new CopyOnWriteArrayList<>();
  private final FakeIndex index = new FakeIndex();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final AdmissionControl admission =
      new AdmissionControl(
          AdmissionSettings.standard().withReads(4, 4),
          OptionalLong.empty(),
          nanos::get,
          TestTenants.unbounded(),
          meters);
  private final SegmentReadBack readBack =
      new SegmentReadBack(
          segment -> {
            Read read = new Read(segment, new CompletableFuture<>());
            reads.add(read);
            return read.result();
          },
          new SegmentCache(CACHE, new RequestedTracks(1_000), 1_000),
          admission,
          new TestClock(TestNode.START),
          segment -> {},
          meters);
  private final Prefetch prefetch = Prefetch.start(readBack, index, CACHE, nanos::get, meters);

  @AfterEach
  void stop() {
    prefetch.close();
  }

  private static SegmentAddress v0(long number) {
    return new SegmentAddress(Samples.V0, number);
  }

  private StoredSegment stored(long number, int size) {
    Candidate winner = Samples.candidate(v0(number), "a", Samples.bytes(size, number), 0);
    index.decisions.put(v0(number), Samples.decision(v0(number), 1, winner));
    return StoredSegment.of(v0(number), winner);
  }

  private void asked(long number, long last) {
    prefetch.plan(stored(number, SIZE), last).ifPresent(prefetch::start);
  }

  /** What is read ahead, one after another; each read ends at once. */
  private void awaitReads(long... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      int read = i;
      await().atMost(PATIENT).until(() -> reads.size() > read);
      StoredSegment segment = reads.get(i).segment();
      assertThat(segment.address().number()).isEqualTo(numbers[i]);
      reads.get(i).result().complete(ByteBuffer.wrap(Samples.bytes(segment.size(), numbers[i])));
    }
    await().atMost(PATIENT).until(() -> count("serving.prefetch.reads") == numbers.length);
  }

  private double count(String counter) {
    return meters.get(counter).counter().count();
  }

  private void awaitLookups(int lookups) {
    await().atMost(PATIENT).until(() -> index.lookups.get() == lookups);
  }

  @Test
  void whatComesNextIsInMemoryWhenItIsAskedFor() {
    for (long number = 10; number < 20; number++) {
      stored(number, SIZE);
    }
    asked(10, FAR);
    asked(11, FAR);
    awaitReads(12);

    Payload payload = readBack.get(stored(12, SIZE), Priority.DVR).join();
    assertThat(payload.size()).isEqualTo(SIZE);
    payload.release();
    asked(12, FAR);
    awaitReads(12, 13, 14);
    assertThat(count("serving.prefetch.hits")).isEqualTo(1);
  }

  @Test
  void whoAsksWhileItIsReadJoinsAndNextIsReadOnlyThen() {
    for (long number = 10; number < 20; number++) {
      stored(number, SIZE);
    }
    asked(10, FAR);
    asked(11, FAR);
    asked(12, FAR);
    await().atMost(PATIENT).until(() -> reads.size() == 1);
    CompletableFuture<Payload> joined = readBack.get(stored(12, SIZE), Priority.DVR);
    assertThat(reads).as("12 alone is being read").hasSize(1);

    awaitReads(12, 13, 14);
    assertThat(joined.join().size()).isEqualTo(SIZE);
    joined.join().release();
  }

  @Test
  void nothingIsReadBeyondTheLastNumberNorBeyondWhatIsDecided() {
    asked(10, 11);
    asked(11, 11);
    asked(50, FAR);
    asked(51, FAR);
    awaitLookups(1);
    asked(60, FAR);
    stored(62, SIZE);
    asked(61, FAR);
    awaitReads(62);
    assertThat(index.lookups).as("12 is not looked up, 52 and 62 are").hasValue(2);
  }

  @Test
  void aMaskedNumberIsPassedOver() {
    asked(10, FAR);
    asked(11, FAR);
    awaitLookups(1);
    Candidate masked = Samples.candidate(v0(13), "a", Samples.bytes(SIZE, 13), 0);
    index.decisions.put(v0(13), Samples.masked(v0(13), 2, masked));
    stored(14, SIZE);
    asked(12, FAR);
    awaitReads(14);
  }

  @Test
  void nothingIsReadAheadWhereReadsAreBusyOrSomebodyWasRefused() {
    readBack.get(stored(100, SIZE), Priority.DVR);
    readBack.get(stored(101, SIZE), Priority.DVR);
    assertThat(readBack.idle()).as("half of the reads").isFalse();
    assertThat(readBack.ahead(stored(200, SIZE))).isEmpty();
    for (long number = 102; number < 105; number++) {
      readBack.get(stored(number, SIZE), Priority.DVR);
    }
    assertThat(reads).as("the last was refused").hasSize(4);
    reads.forEach(read -> read.result().complete(ByteBuffer.wrap(Samples.bytes(SIZE, 1))));
    assertThat(readBack.idle()).as("a moment ago").isFalse();

    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(readBack.idle()).isTrue();
    assertThat(readBack.ahead(stored(200, SIZE))).isPresent();
  }

  @Test
  void noMoreLiesUnaskedThanItsShareOfTheMemory() {
    int share = CACHE / 8;
    for (long number = 10; number < 20; number++) {
      stored(number, share / 2 + 1);
    }
    prefetch.plan(stored(10, SIZE), FAR).ifPresent(prefetch::start);
    prefetch.plan(stored(11, SIZE), FAR).ifPresent(prefetch::start);
    stored(12, share / 2 + 1);
    awaitReads(12);
    prefetch.plan(stored(13, share / 2 + 1), FAR).ifPresent(prefetch::start);
    await().atMost(PATIENT).until(() -> index.lookups.get() >= 2);
    assertThat(reads).hasSize(1);
  }
}
