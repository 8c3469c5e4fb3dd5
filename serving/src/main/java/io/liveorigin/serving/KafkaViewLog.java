package io.liveorigin.serving;

import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.ViewRecord;
import io.liveorigin.kafka.BrokerWait;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.serving.cmcd.ViewLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code views} with a producer of its own, so that reports of viewers take nothing from the
 * records of the node. A record that Kafka does not accept soon is dropped. Any thread.
 */
final class KafkaViewLog implements ViewLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaViewLog.class);
  private static final Duration DELIVERY = Duration.ofSeconds(5);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final Producer<String, byte[]> producer;

  /** When the last warning was written. */
  private final AtomicLong warned = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  KafkaViewLog(KafkaSettings kafka, String clientId) {
    this.producer = kafka.spareProducer(clientId, DELIVERY);
  }

  /** Creates the topic if it is missing. Blocks until Kafka responds. */
  static void ensureTopic(KafkaSettings kafka, String clientId) {
    try (Admin admin = kafka.admin(clientId + "-views-topic")) {
      BrokerWait.until(
          kafka,
          "write the reports of viewers",
          () -> new TopicSetup(admin, kafka.topics()).ensureShared(List.of(Topics.VIEWS)));
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
  public void write(ViewRecord record, Consumer<Boolean> written) {
    try {
      producer.send(
          new ProducerRecord<>(Topics.VIEWS, null, record.at(), record.key(), record.toJson()),
          (metadata, failure) -> {
            if (failure != null) {
              warn(failure);
            }
            written.accept(failure == null);
          });
    } catch (RuntimeException e) {
      warn(e);
      written.accept(false);
    }
  }

  private void warn(Exception failure) {
    long last = warned.get();
    long now = System.nanoTime();
    if (now - last >= QUIET_NANOS && warned.compareAndSet(last, now)) {
      LOG.warn(
          "reports of viewers are not written to topic {}: {}", Topics.VIEWS, failure.getMessage());
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(500));
  }
}
