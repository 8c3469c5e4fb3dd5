package io.liveorigin.standalone.demo;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DefectRecord;
import io.liveorigin.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the distinct ids that arrive in the {@code defects} topic, as an analyst would. One thread
 * of its own.
 */
final class DefectCount implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DefectCount.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long CLOSE_MILLIS = 5_000;

  private final Consumer<String, byte[]> consumer;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  private DefectCount(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
    this.thread = NamedThreadFactory.one("defect-count", this::run);
  }

  /** Counts from the current end of the topic on. */
  static DefectCount start(KafkaSettings kafka) {
    Consumer<String, byte[]> consumer = kafka.readerConsumer("demo-defects");
    try {
      List<TopicPartition> partitions =
          IntStream.range(0, kafka.topics().partitions())
              .mapToObj(p -> new TopicPartition(Topics.DEFECTS, p))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      // A seek is lazy: this makes it the current end of the topic, and not the end at the first
      // poll.
      partitions.forEach(consumer::position);
      DefectCount count = new DefectCount(consumer);
      count.thread.start();
      return count;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The number of distinct defects so far. */
  long count() {
    return ids.size();
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          enter(record);
        }
      }
    } catch (KafkaException e) {
      // An interrupt by close() appears as one, too.
      if (!closed) {
        LOG.warn("defects are no longer counted: {}", e.getMessage());
      }
    }
  }

  private void enter(ConsumerRecord<String, byte[]> record) {
    try {
      ids.add(DefectRecord.read(record.value()).id());
    } catch (OriginException e) {
      LOG.warn("a record of topic {} cannot be read: {}", record.topic(), e.getMessage());
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(CLOSE_MILLIS);
  }
}
