package io.liveorigin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.testing.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsumerThreadTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Duration LONG = Duration.ofHours(1);

  private final Queue<TestConsumer> next = new ConcurrentLinkedQueue<>();
  private final List<Long> offsets = new CopyOnWriteArrayList<>();
  private final List<KafkaException> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch polling = new CountDownLatch(1);
  private volatile Thread reader;

  /** Polls without a wait, and knows in which state the thread was that closed it. */
  private static final class TestConsumer extends MockConsumer<String, byte[]> {
    private volatile boolean interruptedWhenClosed;

    TestConsumer() {
      super("earliest");
      updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    TestConsumer thenGives(long... offsets) {
      schedulePollTask(
          () -> {
            for (long offset : offsets) {
              addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "key", new byte[] {1}));
            }
          });
      return this;
    }

    TestConsumer then(Runnable poll) {
      schedulePollTask(poll);
      return this;
    }

    @Override
    public synchronized void close() {
      interruptedWhenClosed = Thread.currentThread().isInterrupted();
      super.close();
    }
  }

  /** Reads until the thread is closed, as the services do. */
  private class UntilClosed implements ConsumerThread.Reading {
    private ConsumerThread thread;

    @Override
    public void read(Consumer<String, byte[]> consumer) {
      reader = Thread.currentThread();
      consumer.assign(List.of(PARTITION));
      while (!thread.closed()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ZERO)) {
          handle(record.offset());
        }
      }
    }

    void handle(long offset) {
      offsets.add(offset);
    }

    @Override
    public void failed(KafkaException e) {
      failures.add(e);
    }
  }

  private ConsumerThread started(UntilClosed reading, Duration retry, Duration closeLimit) {
    reading.thread =
        new ConsumerThread("test-consumer", this::consumer, reading, retry, closeLimit);
    reading.thread.start();
    return reading.thread;
  }

  private ConsumerThread started(Duration retry) {
    return started(new UntilClosed(), retry, Patience.LIMIT);
  }

  private Consumer<String, byte[]> consumer() {
    TestConsumer consumer = next.poll();
    return consumer == null ? new TestConsumer() : consumer;
  }

  private TestConsumer consumers(TestConsumer... all) {
    next.addAll(List.of(all));
    return all[0];
  }

  /** A poll that waits for Kafka, until its thread is interrupted. */
  private void waitForKafka() {
    polling.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Test
  void recordsAreHandedOverInOrder() {
    consumers(new TestConsumer().thenGives(0, 1, 2).thenGives().thenGives(3).thenGives(4, 5));
    try (ConsumerThread thread = started(LONG)) {
      Patience.await().until(() -> offsets.size() == 6);
      assertThat(offsets).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
      assertThat(thread.closed()).isFalse();
    }
    assertThat(failures).isEmpty();
  }

  /** A poll that ends without a record, because none came in time, is no failure. */
  @Test
  void aPollThatTimesOutIsFollowedByAnother() {
    TestConsumer consumer = consumers(new TestConsumer().thenGives().thenGives().thenGives(0));
    try (ConsumerThread thread = started(LONG)) {
      Patience.await().until(() -> offsets.equals(List.of(0L)));
      assertThat(consumer.closed()).isFalse();
      assertThat(thread.closed()).isFalse();
    }
    assertThat(failures).isEmpty();
  }

  private static Stream<Throwable> failuresOfTheHandler() {
    return Stream.of(new IllegalStateException("not a record"), new OutOfMemoryError("no memory"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfTheHandler")
  void afterAFailureOfTheHandlerItStartsOverWithANewConsumer(Throwable failure) {
    TestConsumer first = new TestConsumer().thenGives(0, 1, 2);
    consumers(first, new TestConsumer().thenGives(1, 2));
    List<Long> refused = new ArrayList<>(List.of(1L));
    UntilClosed reading =
        new UntilClosed() {
          @Override
          void handle(long offset) {
            if (refused.remove(offset)) {
              throwIt(failure);
            }
            super.handle(offset);
          }
        };
    try (ConsumerThread thread = started(reading, NO_PAUSE, Patience.LIMIT)) {
      Patience.await().until(() -> offsets.size() == 3);
      assertThat(offsets).containsExactly(0L, 1L, 2L);
      assertThat(first.closed()).isTrue();
      assertThat(thread.closed()).isFalse();
    }
    assertThat(failures).as("of Kafka").isEmpty();
  }

  private static void throwIt(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static Stream<KafkaException> failuresOfKafka() {
    return Stream.of(
        new AuthorizationException("not authorised"),
        new UnsupportedVersionException("a broker that is too old"),
        new KafkaException("unexpected error"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfKafka")
  void afterAFatalErrorOfKafkaItIsReportedAndReadingStartsOver(KafkaException failure) {
    TestConsumer first = new TestConsumer().thenGives(0);
    first.then(() -> first.setPollException(failure));
    consumers(first, new TestConsumer().thenGives(1));
    try (ConsumerThread thread = started(NO_PAUSE)) {
      Patience.await().until(() -> offsets.equals(List.of(0L, 1L)));
      assertThat(failures).containsExactly(failure);
      assertThat(first.closed()).isTrue();
      assertThat(thread.closed()).isFalse();
    }
  }

  @Test
  void aConsumerThatCannotBeMadeIsReportedAndMadeAgain() {
    KafkaException failure = new KafkaException("no broker");
    Queue<KafkaException> refusals = new ConcurrentLinkedQueue<>(List.of(failure));
    consumers(new TestConsumer().thenGives(0));
    UntilClosed reading = new UntilClosed();
    reading.thread =
        new ConsumerThread(
            "test-consumer",
            () -> {
              KafkaException refusal = refusals.poll();
              if (refusal != null) {
                throw refusal;
              }
              return consumer();
            },
            reading,
            NO_PAUSE,
            Patience.LIMIT);
    try (ConsumerThread thread = reading.thread) {
      thread.start();
      Patience.await().until(() -> offsets.equals(List.of(0L)));
    }
    assertThat(failures).containsExactly(failure);
  }

  @Test
  void aReadingThatReturnsBeforeTheEndIsCalledAgainWithANewConsumer() {
    TestConsumer first = new TestConsumer();
    consumers(first, new TestConsumer());
    List<Consumer<String, byte[]>> given = new CopyOnWriteArrayList<>();
    CountDownLatch enough = new CountDownLatch(2);
    ConsumerThread.Reading reading =
        new ConsumerThread.Reading() {
          @Override
          public void read(Consumer<String, byte[]> consumer) {
            given.add(consumer);
            enough.countDown();
          }

          @Override
          public void failed(KafkaException e) {
            failures.add(e);
          }
        };
    try (ConsumerThread thread =
        new ConsumerThread("test-consumer", this::consumer, reading, LONG, Patience.LIMIT)) {
      thread.start();
      Patience.await().until(() -> enough.getCount() == 0);
    }
    assertThat(given.get(0)).isSameAs(first).isNotSameAs(given.get(1));
    assertThat(first.closed()).isTrue();
    assertThat(failures).isEmpty();
  }

  @Test
  void closingEndsAPollThatWaitsAndClosesTheConsumerInOrder() throws InterruptedException {
    TestConsumer consumer = consumers(new TestConsumer().then(this::waitForKafka));
    ConsumerThread thread = started(LONG);
    polling.await();
    thread.close();
    assertThat(reader.isAlive()).isFalse();
    assertThat(consumer.closed()).isTrue();
    // A consumer whose thread is interrupted cannot take leave of the brokers.
    assertThat(consumer.interruptedWhenClosed).isFalse();
    assertThat(failures).as("closing is none").isEmpty();
  }

  @Test
  void anErrorOfKafkaWhileItClosesIsNotReported() throws InterruptedException {
    TestConsumer consumer =
        consumers(
            new TestConsumer()
                .then(
                    () -> {
                      try {
                        waitForKafka();
                      } catch (InterruptException e) {
                        throw new KafkaException("interrupted at a bad moment", e);
                      }
                    }));
    ConsumerThread thread = started(LONG);
    polling.await();
    thread.close();
    assertThat(reader.isAlive()).isFalse();
    assertThat(consumer.closed()).isTrue();
    assertThat(failures).isEmpty();
  }

  @Test
  void closingEndsThePauseAfterAFailure() {
    TestConsumer consumer = new TestConsumer();
    consumer.then(() -> consumer.setPollException(new KafkaException("broker went away")));
    consumers(consumer);
    ConsumerThread thread = started(LONG);
    Patience.await().until(() -> !failures.isEmpty());
    thread.close();
    assertThat(reader.isAlive()).isFalse();
    assertThat(failures).hasSize(1);
  }

  @Test
  void anInterruptFromElsewhereIsReportedAndEndsTheThread() throws InterruptedException {
    TestConsumer consumer = consumers(new TestConsumer().then(this::waitForKafka));
    ConsumerThread thread = started(LONG);
    polling.await();
    reader.interrupt();
    Patience.await().until(() -> !reader.isAlive());
    assertThat(thread.closed()).isTrue();
    assertThat(consumer.closed()).isTrue();
    assertThat(failures).singleElement().isInstanceOf(InterruptException.class);
  }

  @Test
  void closingWaitsNoLongerThanItsLimit() throws InterruptedException {
    CountDownLatch leave = new CountDownLatch(1);
    TestConsumer consumer =
        consumers(
            new TestConsumer()
                .then(
                    () -> {
                      polling.countDown();
                      awaitUninterruptibly(leave);
                    }));
    ConsumerThread thread = started(new UntilClosed(), LONG, Duration.ofMillis(1));
    polling.await();
    thread.close();
    assertThat(reader.isAlive()).as("a thread that cannot be interrupted").isTrue();
    assertThat(thread.closed()).isTrue();
    leave.countDown();
    Patience.await().until(() -> !reader.isAlive());
    assertThat(consumer.closed()).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
