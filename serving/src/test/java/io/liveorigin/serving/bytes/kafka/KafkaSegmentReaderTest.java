package io.liveorigin.serving.bytes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.serving.support.Samples;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaSegmentReaderTest {
  private static final ReadBackSettings ONE =
      new ReadBackSettings(1, 2, Duration.ofMillis(500), OptionalLong.empty());
  private static final SegmentAddress ADDRESS = new SegmentAddress(Samples.V0, 7);
  private static final byte[] BYTES = Samples.bytes(100, 1);
  private static final Candidate WINNER = Samples.candidate(ADDRESS, "a", BYTES, 0);
  private static final StoredSegment WANTED = StoredSegment.of(ADDRESS, WINNER);
  private static final TopicPartition PARTITION =
      new TopicPartition(WINNER.position().topic(), WINNER.position().partition());

  /** A consumer whose log has this record, wherever the reader seeks to. */
  private static MockConsumer<String, ByteBuffer> log(ConsumerRecord<String, ByteBuffer> record) {
    MockConsumer<String, ByteBuffer> consumer = new MockConsumer<>("none");
    consumer.schedulePollTask(() -> consumer.addRecord(record));
    return consumer;
  }

  private static ConsumerRecord<String, ByteBuffer> record(
      long offset, Address address, Digest digest, byte[] bytes) {
    SegmentRecord format = new SegmentRecord(address, "video/mp4", digest, Facts.NONE, List.of());
    return raw(offset, format.key(), bytes, format.headers());
  }

  private static ConsumerRecord<String, ByteBuffer> raw(
      long offset, String key, byte[] bytes, Headers headers) {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        bytes.length,
        key,
        bytes == null ? null : ByteBuffer.wrap(bytes),
        headers,
        Optional.empty());
  }

  private static ErrorCode failure(CompletableFuture<ByteBuffer> read) {
    try {
      read.get(20, TimeUnit.SECONDS);
      throw new AssertionError("the read did not fail");
    } catch (ExecutionException e) {
      return ((OriginException) e.getCause()).code();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static ErrorCode failure(ConsumerRecord<String, ByteBuffer> found) {
    try (KafkaSegmentReader reader = KafkaSegmentReader.start(ONE, i -> log(found))) {
      return failure(reader.read(WANTED));
    }
  }

  @Test
  void theRecordAtTheOffsetIsRead() {
    MockConsumer<String, ByteBuffer> consumer = log(record(7, ADDRESS, WINNER.digest(), BYTES));
    try (KafkaSegmentReader reader = KafkaSegmentReader.start(ONE, i -> consumer)) {
      assertThat(reader.read(WANTED).join()).isEqualTo(ByteBuffer.wrap(BYTES));
      assertThat(consumer.assignment()).containsExactly(PARTITION);
      assertThat(consumer.position(PARTITION)).isEqualTo(8);
    }
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void anyOtherRecordIsNotServed() {
    SegmentAddress otherNumber = new SegmentAddress(Samples.V0, 8);
    SegmentAddress otherTrack = new SegmentAddress(Samples.A0, 7);
    byte[] otherBytes = Samples.bytes(100, 2);
    Digest digest = WINNER.digest();

    assertThat(failure(record(8, ADDRESS, digest, BYTES)))
        .as("offset")
        .isEqualTo(ErrorCode.STORED_BYTES_DIFFER);
    assertThat(failure(record(7, otherTrack, digest, BYTES)))
        .as("key")
        .isEqualTo(ErrorCode.STORED_BYTES_DIFFER);
    assertThat(failure(record(7, otherNumber, digest, BYTES)))
        .as("number")
        .isEqualTo(ErrorCode.STORED_BYTES_DIFFER);
    assertThat(failure(record(7, ADDRESS, Digest.of(otherBytes), BYTES)))
        .as("digest header")
        .isEqualTo(ErrorCode.STORED_BYTES_DIFFER);
    assertThat(failure(record(7, ADDRESS, digest, otherBytes)))
        .as("bytes")
        .isEqualTo(ErrorCode.STORED_BYTES_DIFFER);
    assertThat(failure(raw(7, Samples.V0.key(), BYTES, new RecordHeaders())))
        .as("headers")
        .isEqualTo(ErrorCode.STORED_BYTES_DIFFER);
  }

  @Test
  void aDeletedOffsetIsLost() {
    MockConsumer<String, ByteBuffer> consumer = new MockConsumer<>("none");
    consumer.schedulePollTask(
        () -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 7L))));
    try (KafkaSegmentReader reader = KafkaSegmentReader.start(ONE, i -> consumer)) {
      assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.BYTES_LOST);
    }
  }

  /** The first offset after the end of a log is no error, and a record that was there is lost. */
  @Test
  void aRecordBehindTheEndOfTheLogIsLost() {
    MockConsumer<String, ByteBuffer> consumer = new MockConsumer<>("none");
    consumer.updateEndOffsets(Map.of(PARTITION, 7L));
    try (KafkaSegmentReader reader = KafkaSegmentReader.start(ONE, i -> consumer)) {
      assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.BYTES_LOST);
    }
  }

  @Test
  void silenceEndsWithTheTimeOut() {
    MockConsumer<String, ByteBuffer> consumer = new MockConsumer<>("none");
    consumer.updateEndOffsets(Map.of(PARTITION, 8L));
    try (KafkaSegmentReader reader = KafkaSegmentReader.start(ONE, i -> consumer)) {
      assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    }
  }

  @Test
  void aFailedConsumerIsReplaced() {
    AtomicInteger opened = new AtomicInteger();
    MockConsumer<String, ByteBuffer> failing = new MockConsumer<>("none");
    failing.schedulePollTask(() -> failing.setPollException(new KafkaException("broken")));
    MockConsumer<String, ByteBuffer> good = log(record(7, ADDRESS, WINNER.digest(), BYTES));
    try (KafkaSegmentReader reader =
        KafkaSegmentReader.start(ONE, i -> opened.getAndIncrement() == 0 ? failing : good)) {
      assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
      assertThat(reader.read(WANTED).join()).isEqualTo(ByteBuffer.wrap(BYTES));
      assertThat(failing.closed()).isTrue();
      assertThat(opened).hasValue(2);
    }
  }

  @Test
  void aConsumerThatCannotBeOpenedFailsTheReadAndIsTriedAgain() {
    AtomicInteger opened = new AtomicInteger();
    MockConsumer<String, ByteBuffer> good = log(record(7, ADDRESS, WINNER.digest(), BYTES));
    try (KafkaSegmentReader reader =
        KafkaSegmentReader.start(
            ONE,
            i -> {
              if (opened.getAndIncrement() == 0) {
                throw new KafkaException("no broker");
              }
              return good;
            })) {
      assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
      assertThat(reader.read(WANTED).join()).isEqualTo(ByteBuffer.wrap(BYTES));
    }
  }

  @Test
  void moreThanTheQueueHoldsIsRefusedAndAStopFailsTheRest() {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    KafkaSegmentReader reader =
        KafkaSegmentReader.start(
            new ReadBackSettings(1, 2, Duration.ofSeconds(30), OptionalLong.empty()),
            i -> {
              busy.countDown();
              awaitUninterruptibly(go);
              throw new KafkaException("late");
            });
    CompletableFuture<ByteBuffer> inWork = reader.read(WANTED);
    await().until(() -> busy.getCount() == 0);
    CompletableFuture<ByteBuffer> second = reader.read(WANTED);
    CompletableFuture<ByteBuffer> third = reader.read(WANTED);

    assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(second).isNotDone();

    go.countDown();
    reader.close();
    assertThat(inWork).isDone();
    assertThat(second).isDone();
    assertThat(third).isDone();
    assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.NOT_READY);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aReadThatWaitedTooLongIsNotStarted() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger opened = new AtomicInteger();
    MockConsumer<String, ByteBuffer> good = log(record(7, ADDRESS, WINNER.digest(), BYTES));
    try (KafkaSegmentReader reader =
        KafkaSegmentReader.start(
            new ReadBackSettings(1, 2, Duration.ofMillis(50), OptionalLong.empty()),
            i -> {
              opened.incrementAndGet();
              awaitUninterruptibly(go);
              return good;
            })) {
      CompletableFuture<ByteBuffer> slow = reader.read(WANTED);
      CompletableFuture<ByteBuffer> behind = reader.read(WANTED);
      long start = System.nanoTime();
      await().until(() -> System.nanoTime() - start > Duration.ofMillis(60).toNanos());
      go.countDown();

      assertThat(failure(behind)).isEqualTo(ErrorCode.OVERLOADED);
      assertThat(slow).isDone();
    }
  }

  /** Nobody had foreseen it, and the thread was gone: every later read waited for ever. */
  @Test
  void a_reader_outlives_whatever_a_read_comes_to() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    List<Throwable> unforeseen =
        List.of(new ClassCastException("unforeseen"), new OutOfMemoryError("unforeseen"));
    try (KafkaSegmentReader reader =
        KafkaSegmentReader.start(
            ONE,
            i -> {
              int number = opened.getAndIncrement();
              if (number == unforeseen.size()) {
                return log(record(WINNER.position().offset(), ADDRESS, WINNER.digest(), BYTES));
              }
              MockConsumer<String, ByteBuffer> broken = new MockConsumer<>("none");
              broken.schedulePollTask(() -> sneaky(unforeseen.get(number)));
              return broken;
            })) {
      assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
      assertThat(failure(reader.read(WANTED))).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
      assertThat(reader.read(WANTED).get(20, TimeUnit.SECONDS).remaining()).isEqualTo(BYTES.length);
    }
  }

  private static void sneaky(Throwable unforeseen) {
    if (unforeseen instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) unforeseen;
  }
}
