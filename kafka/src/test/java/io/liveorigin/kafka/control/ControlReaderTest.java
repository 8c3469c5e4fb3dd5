package io.liveorigin.kafka.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.support.Samples;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ControlReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("control", 0);
  private static final EventId DERBY = new EventId("acme", "derby");

  private final ControlState state = new ControlState();
  private final Queue<MockConsumer<String, byte[]>> consumers = new ConcurrentLinkedQueue<>();
  private final ControlReader reader =
      new ControlReader(
          () -> {
            MockConsumer<String, byte[]> next = consumers.poll();
            if (next == null) {
              throw new KafkaException("no broker");
            }
            return next;
          },
          "test-reader",
          state);

  private MockConsumer<String, byte[]> consumer(long begin, long end) {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(Map.of(PARTITION, begin));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> record(long offset, String key, byte[] value) {
    return new ConsumerRecord<>("control", 0, offset, key, value);
  }

  private static ConsumerRecord<String, byte[]> event(long offset) {
    return record(offset, ControlKey.event(DERBY).toString(), ControlJson.write(Samples.event()));
  }

  private static ConsumerRecord<String, byte[]> deletion(long offset) {
    return record(offset, ControlKey.event(DERBY).toString(), null);
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().until(condition);
  }

  @Test
  void hasCaughtUpOnlyOnceEverythingIsApplied() {
    MockConsumer<String, byte[]> consumer = consumer(0, 2);
    consumer.schedulePollTask(() -> consumer.addRecord(event(0)));
    consumers.add(consumer);
    try (reader) {
      reader.start();
      await(() -> state.event(DERBY).isPresent());
      assertThat(reader.caughtUp()).isFalse();
      consumer.schedulePollTask(() -> consumer.addRecord(deletion(1)));
      await(reader::caughtUp);
      assertThat(state.event(DERBY)).isEmpty();
    }
  }

  @Test
  void anEmptyTopicIsReadAtOnce() {
    consumers.add(consumer(0, 0));
    try (reader) {
      reader.start();
      await(reader::caughtUp);
    }
  }

  @Test
  void oneUnreadableRecordDoesNotBlindIt() {
    MockConsumer<String, byte[]> consumer = consumer(0, 4);
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(record(0, ControlKey.event(DERBY).toString(), new byte[] {1}));
          consumer.addRecord(record(1, "nonsense", null));
          consumer.addRecord(record(2, null, new byte[] {1}));
          consumer.addRecord(event(3));
        });
    consumers.add(consumer);
    try (reader) {
      reader.start();
      await(reader::caughtUp);
      assertThat(state.event(DERBY)).isPresent();
    }
  }

  /**
   * If the reader started from the beginning again, a deleted event would reappear for a moment.
   */
  @Test
  void afterAFailureItGoesOnWhereItWas() {
    MockConsumer<String, byte[]> first = consumer(0, 2);
    first.schedulePollTask(
        () -> {
          first.addRecord(event(0));
          first.addRecord(deletion(1));
        });
    consumers.add(first);
    MockConsumer<String, byte[]> second = consumer(0, 3);
    consumers.add(second);
    try (reader) {
      reader.start();
      await(reader::caughtUp);
      first.setPollException(new KafkaException("broker went away"));
      await(() -> !second.assignment().isEmpty() && second.position(PARTITION) == 2);
      assertThat(first.closed()).isTrue();
      second.schedulePollTask(() -> second.addRecord(event(2)));
      await(() -> state.event(DERBY).isPresent());
    }
  }

  /** The topic was deleted and created anew: its offsets start at 0 again. */
  @Test
  void aTopicMadeAnewIsReadFromItsBeginning() {
    MockConsumer<String, byte[]> first = consumer(0, 1);
    first.schedulePollTask(() -> first.addRecord(deletion(0)));
    consumers.add(first);
    MockConsumer<String, byte[]> second = consumer(7, 8);
    second.schedulePollTask(() -> second.addRecord(deletion(7)));
    consumers.add(second);
    MockConsumer<String, byte[]> third = consumer(7, 8);
    third.schedulePollTask(() -> third.addRecord(event(7)));
    consumers.add(third);
    try (reader) {
      reader.start();
      await(reader::caughtUp);
      first.setPollException(new KafkaException("broker went away"));
      // Offset 1 is before the beginning (7), which a consumer with reset policy none reports.
      await(() -> state.event(DERBY).isPresent());
      assertThat(second.closed()).isTrue();
    }
  }

  @Test
  void closingEndsItsThreadAndItsConsumer() {
    MockConsumer<String, byte[]> consumer = consumer(0, 0);
    consumers.add(consumer);
    reader.start();
    await(reader::caughtUp);
    reader.close();
    assertThat(consumer.closed()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(t -> t.getName().equals("test-reader"));
  }
}
