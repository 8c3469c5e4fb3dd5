package io.liveorigin.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.support.KafkaProbe;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sends records of many sizes and remembers the digest of each one that was acknowledged. */
final class AcknowledgedRecords {
  private static final int LARGEST = 1024 * 1024;

  private final Map<Place, String> digests = new ConcurrentHashMap<>();
  private final Random random = new Random(20261122);

  private record Place(TopicPartition partition, long offset) {}

  int count() {
    return digests.size();
  }

  /** Returns at once; what is acknowledged later counts then. */
  void send(KafkaProducer<String, byte[]> producer, String topic, int partition) {
    byte[] value = new byte[1 + random.nextInt(LARGEST)];
    random.nextBytes(value);
    String digest = digest(value);
    // The callback tells; what is not acknowledged is of no interest here.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, "k", value),
            (metadata, failure) -> {
              if (failure == null) {
                digests.put(
                    new Place(new TopicPartition(topic, partition), metadata.offset()), digest);
              }
            });
  }

  /** {@link #produce(KafkaProducer, String, int, int)} with a producer of its own. */
  void produce(KafkaProbe kafka, String topic, int partitions, int count) {
    try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of())) {
      produce(producer, topic, partitions, count);
    }
  }

  /** Sends {@code count} records over the partitions and waits until all are acknowledged. */
  void produce(KafkaProducer<String, byte[]> producer, String topic, int partitions, int count) {
    int before = count();
    for (int i = 0; i < count; i++) {
      send(producer, topic, i % partitions);
    }
    producer.flush();
    assertThat(count() - before).as("acknowledged").isEqualTo(count);
  }

  /** There may be more: a record may be stored and its acknowledgement lost. */
  void assertAllIn(KafkaProbe kafka) {
    Map<Place, String> found =
        digests.keySet().stream()
            .map(Place::partition)
            .distinct()
            .flatMap(partition -> kafka.readAll(partition).stream())
            .collect(
                Collectors.toMap(
                    record ->
                        new Place(
                            new TopicPartition(record.topic(), record.partition()),
                            record.offset()),
                    AcknowledgedRecords::digest));
    assertThat(found).containsAllEntriesOf(digests);
  }

  private static String digest(ConsumerRecord<String, byte[]> record) {
    return digest(record.value());
  }

  private static String digest(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
