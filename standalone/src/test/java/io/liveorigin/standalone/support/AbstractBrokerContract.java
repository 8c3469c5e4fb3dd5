package io.liveorigin.standalone.support;

import static io.liveorigin.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.standalone.kafka.BrokerSettings;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What this product needs of a broker, asked of the embedded one and of the one in a container, so
 * that what passes on the first can be believed of the second. One broker for each class; each test
 * has topics of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AbstractBrokerContract {
  private static final int MIB = 1024 * 1024;

  private BrokerUnderTest broker;
  private KafkaProbe kafka;

  protected abstract BrokerUnderTest startBroker(Map<String, String> overrides);

  @BeforeAll
  void start() {
    // The cleaner looks every 15 s by default; waiting for it proves nothing.
    broker = startBroker(Map.of("log.cleaner.backoff.ms", "500"));
    kafka = new KafkaProbe(broker.bootstrapServers());
  }

  @AfterAll
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void aTopicHasThePartitionsAskedFor() {
    String topic = newTopic(4, Map.of());
    try (Admin admin = kafka.admin()) {
      assertThat(
              KafkaProbe.get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                  .partitions())
          .hasSize(4)
          .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
    }
  }

  @Test
  void aRecordOfTwoMebibytesIsReadBackByItsOffset() throws Exception {
    String topic = newTopic(4, Map.of());
    byte[] value = randomBytes(2 * MIB, 1);
    ProducerRecord<String, byte[]> segment = new ProducerRecord<>(topic, 3, "acme/derby/v1", value);
    segment.headers().add("number", ascii("881234567")).add("content-type", ascii("video/mp4"));
    ProducerRecord<String, byte[]> other =
        new ProducerRecord<>(topic, 3, "acme/derby/v1", ascii("x"));
    RecordMetadata written;
    try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of())) {
      acknowledged(producer.send(other));
      written = acknowledged(producer.send(segment));
      acknowledged(producer.send(other));
    }

    TopicPartition partition = new TopicPartition(topic, 3);
    List<ConsumerRecord<String, byte[]>> read =
        kafka.read(partition, written.offset(), written.offset() + 1);

    assertThat(read).hasSize(1);
    assertThat(read.get(0).offset()).isEqualTo(written.offset()).isEqualTo(1);
    assertThat(read.get(0).key()).isEqualTo("acme/derby/v1");
    assertThat(read.get(0).value()).isEqualTo(value);
    assertThat(read.get(0).headers().toArray())
        .containsExactly(
            new RecordHeader("number", ascii("881234567")),
            new RecordHeader("content-type", ascii("video/mp4")));
  }

  @Test
  void anOffsetThatIsNotThereIsAnErrorAndNotAnotherRecord() throws Exception {
    String topic = newTopic(1, Map.of());
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of());
        Admin admin = kafka.admin()) {
      for (int i = 0; i < 3; i++) {
        acknowledged(producer.send(new ProducerRecord<>(topic, 0, "k", ascii("v" + i))));
      }
      KafkaProbe.get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all());
    }
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      assertThatThrownBy(() -> await().until(() -> !poll(consumer).isEmpty()))
          .isInstanceOf(OffsetOutOfRangeException.class);
    }
  }

  @Test
  void theLargestSegmentFitsAndALargerRecordIsRefused() throws Exception {
    String topic = newTopic(1, Map.of());
    Map<String, Object> noClientLimit = Map.of("max.request.size", 30 * MIB);
    try (KafkaProducer<String, byte[]> producer = kafka.producer(noClientLimit)) {
      byte[] largest = randomBytes(16 * MIB, 2);
      acknowledged(producer.send(new ProducerRecord<>(topic, 0, "k", largest)));
      assertThat(kafka.readAll(new TopicPartition(topic, 0)))
          .singleElement()
          .satisfies(record -> assertThat(record.value()).isEqualTo(largest));

      Future<RecordMetadata> tooLarge =
          producer.send(new ProducerRecord<>(topic, 0, "k", new byte[20 * MIB]));
      assertThatThrownBy(() -> acknowledged(tooLarge))
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
  }

  @Test
  void aCompactedTopicKeepsTheLastValueOfEachKey() throws Exception {
    String topic =
        newTopic(
            1,
            Map.of(
                "cleanup.policy", "compact",
                "min.cleanable.dirty.ratio", "0.01",
                "segment.ms", "100",
                "min.compaction.lag.ms", "0",
                "max.compaction.lag.ms", "100"));
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of())) {
      for (int i = 0; i < 20; i++) {
        acknowledged(producer.send(new ProducerRecord<>(topic, 0, "a", ascii("a" + i))));
        acknowledged(producer.send(new ProducerRecord<>(topic, 0, "b", ascii("b" + i))));
      }
      // The file that is being written is never compacted: each further record closes one.
      await("old values of a and b to be gone")
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                acknowledged(producer.send(new ProducerRecord<>(topic, 0, "tick", ascii("t"))));
                return kafka.readAll(partition).stream()
                        .filter(record -> !record.key().equals("tick"))
                        .count()
                    == 2;
              });
    }
    assertThat(kafka.readAll(partition))
        .filteredOn(record -> !record.key().equals("tick"))
        .extracting(record -> record.offset() + " " + record.key() + "=" + text(record))
        .containsExactly("38 a=a19", "39 b=b19");
  }

  @Test
  void adminListsTheFirstTheNextAndTheOffsetOfATime() throws Exception {
    String topic = newTopic(2, Map.of());
    TopicPartition partition = new TopicPartition(topic, 1);
    try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of())) {
      for (long time = 1_000; time <= 5_000; time += 1_000) {
        acknowledged(producer.send(new ProducerRecord<>(topic, 1, time, "k", ascii("v"))));
      }
    }
    assertThat(kafka.offset(partition, OffsetSpec.earliest())).isZero();
    assertThat(kafka.offset(partition, OffsetSpec.latest())).isEqualTo(5);
    assertThat(kafka.offset(partition, OffsetSpec.forTimestamp(2_500))).isEqualTo(2);
    assertThat(kafka.offset(new TopicPartition(topic, 0), OffsetSpec.latest())).isZero();
  }

  @Test
  void aTopicIsNotMadeByWritingToIt() {
    String topic = "typo-" + UUID.randomUUID();
    try (KafkaProducer<String, byte[]> producer =
            kafka.producer(
                Map.of(
                    "max.block.ms",
                    2_000,
                    "delivery.timeout.ms",
                    2_000,
                    "request.timeout.ms",
                    1_000));
        Admin admin = kafka.admin()) {
      assertThatThrownBy(
              () -> acknowledged(producer.send(new ProducerRecord<>(topic, "k", ascii("v")))))
          .rootCause()
          .isInstanceOfAny(UnknownTopicOrPartitionException.class, TimeoutException.class);
      assertThat(KafkaProbe.get(admin.listTopics().names())).doesNotContain(topic);
    }
  }

  @Test
  void theBrokerRunsWithTheLimitsOfTheSingleNodeMode() {
    try (Admin admin = kafka.admin()) {
      String node = KafkaProbe.get(admin.describeCluster().nodes()).iterator().next().idString();
      ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, node);
      Config config = KafkaProbe.get(admin.describeConfigs(List.of(resource)).all()).get(resource);
      assertThat(BrokerSettings.limits())
          .allSatisfy(
              (name, value) -> assertThat(config.get(name).value()).as(name).isEqualTo(value));
    }
  }

  private String newTopic(int partitions, Map<String, String> configs) {
    String topic = "contract-" + UUID.randomUUID();
    kafka.create(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configs));
    return topic;
  }

  private static List<ConsumerRecord<String, byte[]>> poll(KafkaConsumer<String, byte[]> consumer) {
    return consumer.poll(Duration.ofMillis(200)).records(consumer.assignment().iterator().next());
  }

  private static RecordMetadata acknowledged(Future<RecordMetadata> sent) {
    return Patience.get(sent);
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] randomBytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
