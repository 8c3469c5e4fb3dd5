package io.liveorigin.standalone.support;

import io.liveorigin.testing.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain Kafka clients for tests, independent of how the product configures its own. */
public final class KafkaProbe {
  private static final int LARGEST_REQUEST = 19 * 1024 * 1024;

  private final String bootstrapServers;

  public KafkaProbe(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** The caller closes it. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** With acks=all; {@code settings} add to and replace the rest. The caller closes it. */
  public KafkaProducer<String, byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("bootstrap.servers", bootstrapServers);
    all.put("acks", "all");
    all.put("enable.idempotence", true);
    all.put("linger.ms", 0);
    all.put("max.request.size", LARGEST_REQUEST);
    all.put("buffer.memory", 64L * 1024 * 1024);
    all.putAll(settings);
    return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
  }

  /** Without a reset policy: an offset that is gone is an error. The caller closes it. */
  public KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "none");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  public void create(NewTopic topic) {
    try (Admin admin = admin()) {
      get(admin.createTopics(List.of(topic)).all());
    }
  }

  public long offset(TopicPartition partition, OffsetSpec spec) {
    try (Admin admin = admin()) {
      return get(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition)).offset();
    }
  }

  /** Every record of {@code partition}, from the first that is left to the end of now. */
  public List<ConsumerRecord<String, byte[]>> readAll(TopicPartition partition) {
    long end = offset(partition, OffsetSpec.latest());
    return read(partition, offset(partition, OffsetSpec.earliest()), end);
  }

  /** The records from {@code from} up to, without, {@code end}. */
  public List<ConsumerRecord<String, byte[]>> read(TopicPartition partition, long from, long end) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
      // Not the number of records: compaction and transactions leave gaps.
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              partition + " read up to " + consumer.position(partition) + " of " + end);
        }
        consumer.poll(Duration.ofMillis(200)).records(partition).stream()
            .filter(record -> record.offset() < end)
            .forEach(records::add);
      }
    }
    return records;
  }

  /** The values of all partitions of a topic, each partition in its order. */
  public List<byte[]> values(String topic) {
    List<byte[]> values = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.partitionsFor(topic).stream()
          .map(p -> new TopicPartition(topic, p.partition()))
          .flatMap(partition -> readAll(partition).stream())
          .forEach(record -> values.add(record.value()));
    }
    return values;
  }

  public static <T> T get(KafkaFuture<T> future) {
    return Patience.get(future);
  }
}
