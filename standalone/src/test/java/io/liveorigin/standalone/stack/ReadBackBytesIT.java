package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.serving.bytes.kafka.KafkaSegmentReader;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.serving.bytes.kafka.StoredSegment;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import io.liveorigin.testing.Patience;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A read-back moves its record and no other: a DVR storm must not be larger than it is. */
class ReadBackBytesIT {
  private static final int SEGMENTS = 60;
  private static final int SIZE = 100_000;

  @TempDir Path directory;
  private final Random random = new Random(7);
  private final List<Consumer<String, ByteBuffer>> consumers = new CopyOnWriteArrayList<>();

  @Test
  void each_record_is_fetched_once_and_no_other_with_it() throws Exception {
    try (EmbeddedKafka broker =
        EmbeddedKafka.start(new EmbeddedKafkaConfig(directory.resolve("kafka"), 0, Map.of()))) {
      KafkaSettings kafka =
          new KafkaSettings(broker.bootstrapServers(), TopicSettings.singleNode());
      try (Admin admin = kafka.admin("test")) {
        new TopicSetup(admin, kafka.topics()).ensurePipelines(List.of("a", "b"));
      }
      List<StoredSegment> stored = store(kafka);
      Collections.shuffle(stored, random);
      try (KafkaSegmentReader reader =
          KafkaSegmentReader.start(
              ReadBackSettings.standard(),
              number -> {
                Consumer<String, ByteBuffer> consumer =
                    kafka.readBackConsumer("test-" + number, new ByteBufferDeserializer());
                consumers.add(consumer);
                return consumer;
              })) {
        for (StoredSegment segment : stored) {
          ByteBuffer bytes = Patience.get(reader.read(segment));
          assertThat(Digest.of(bytes)).isEqualTo(segment.digest());
        }
        double wanted = (double) SEGMENTS * SIZE;
        assertThat(received()).isBetween(wanted, 1.05 * wanted);
      }
    }
  }

  /** Two pipelines, three tracks, so that partitions and topics change from read to read. */
  private List<StoredSegment> store(KafkaSettings kafka) throws Exception {
    List<StoredSegment> stored = new ArrayList<>();
    try (Producer<String, byte[]> producer = kafka.durableProducer("test", Patience.LIMIT)) {
      for (int i = 0; i < SEGMENTS; i++) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        SegmentAddress address = new SegmentAddress(Track.of("t", "e", "v" + i % 3), i);
        Digest digest = Digest.of(bytes);
        SegmentRecord record =
            new SegmentRecord(address, "video/mp4", digest, Facts.NONE, List.of());
        String topic = Topics.segments(i % 2 == 0 ? "a" : "b");
        int partition = Partitions.of(address.track(), kafka.topics().partitions());
        long offset =
            producer
                .send(new ProducerRecord<>(topic, partition, record.key(), bytes, record.headers()))
                .get()
                .offset();
        stored.add(
            new StoredSegment(new RecordPosition(topic, partition, offset), address, digest, SIZE));
      }
    }
    return stored;
  }

  private double received() {
    return consumers.stream()
        .flatMap(consumer -> consumer.metrics().entrySet().stream())
        .filter(
            e ->
                e.getKey().name().equals("incoming-byte-total")
                    && e.getKey().tags().keySet().equals(Set.of("client-id")))
        .mapToDouble(e -> (double) e.getValue().metricValue())
        .sum();
  }
}
