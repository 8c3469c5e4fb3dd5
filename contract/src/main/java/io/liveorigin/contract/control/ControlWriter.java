package io.liveorigin.contract.control;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes control records to every partition of {@code control}, so that each task has all of them
 * in the one thread that also has its segments. Any thread.
 */
public final class ControlWriter {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Producer<String, byte[]> producer;
  private final int partitions;

  public ControlWriter(Producer<String, byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  /**
   * Publishes a record, or its deletion where {@code value} is empty. Returns when all partitions
   * have acknowledged it; throws {@link ErrorCode#STORAGE_UNAVAILABLE} otherwise. A failed call may
   * have reached some partitions: repeat it.
   */
  public void publish(ControlKey key, Optional<byte[]> value) {
    List<Future<RecordMetadata>> pending = new ArrayList<>(partitions);
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    try {
      for (int partition = 0; partition < partitions; partition++) {
        pending.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.CONTROL, partition, key.toString(), value.orElse(null))));
      }
      for (Future<RecordMetadata> acknowledgement : pending) {
        acknowledgement.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw unavailable(key, e.getCause());
    } catch (TimeoutException | KafkaException | IllegalStateException e) {
      // KafkaProducer throws IllegalStateException once it is closed.
      throw unavailable(key, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(key, e);
    }
  }

  private static OriginException unavailable(ControlKey key, Throwable cause) {
    return new OriginException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "control record " + key + " was not acknowledged by every partition: " + cause.getMessage(),
        cause);
  }
}
