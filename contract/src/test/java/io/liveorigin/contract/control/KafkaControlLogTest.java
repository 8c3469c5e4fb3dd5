package io.liveorigin.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is judged, and nothing answered, by less than all that was committed before. */
@Timeout(60)
class KafkaControlLogTest {
  private static final TopicPartition PARTITION = new TopicPartition("control", 0);
  private static final EventId DERBY = new EventId("acme", "derby");

  private final ControlState state = new ControlState();
  private final MockConsumer<String, byte[]> followed = consumer(0);

  /** Another node has written one record. */
  private final MockConsumer<String, byte[]> asked = consumer(1);

  private final ControlReader reader = new ControlReader(() -> followed, "reader", state);

  private static MockConsumer<String, byte[]> consumer(long end) {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return consumer;
  }

  private KafkaControlLog log(Duration limit) {
    return new KafkaControlLog(
        () -> new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
        () -> asked,
        1,
        reader,
        state,
        limit);
  }

  @BeforeEach
  void start() {
    reader.start();
  }

  @AfterEach
  void stop() {
    reader.close();
  }

  @Test
  void what_is_not_read_to_its_end_is_not_judged() {
    AtomicInteger judged = new AtomicInteger();
    try (KafkaControlLog log = log(Duration.ofMillis(200))) {
      assertThatThrownBy(() -> log.change((known, edit) -> judged.incrementAndGet()))
          .isInstanceOfSatisfying(
              OriginException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
          .hasMessageContaining("nothing was changed");
      assertThat(judged).hasValue(0);
    }
  }

  @Test
  void what_is_not_read_to_its_end_is_not_told() {
    try (KafkaControlLog log = log(Duration.ofMillis(200))) {
      assertThatThrownBy(log::latest)
          .isInstanceOfSatisfying(
              OriginException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }
  }

  @Test
  void a_change_is_judged_by_what_another_node_wrote_before_it() {
    followed.schedulePollTask(
        () ->
            followed.addRecord(
                new ConsumerRecord<>(
                    "control",
                    0,
                    0,
                    ControlKey.event(DERBY).toString(),
                    ControlJson.write(Samples.event()))));
    try (KafkaControlLog log = log(Duration.ofSeconds(30))) {
      boolean seen = log.change((known, edit) -> known.event(DERBY).isPresent());
      assertThat(seen).isTrue();
      assertThat(log.latest().event(DERBY)).isPresent();
      assertThat(asked.assignment()).as("or Kafka's client warns").containsExactly(PARTITION);
    }
  }
}
