package io.liveorigin.serving.bytes.kafka;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one record at a time by its offset. The consumer is assigned manually and has no reset
 * policy, so a deleted offset is an error and never another record. It is opened with the first
 * fetch, and again after a failure.
 *
 * <p>Partitions stay assigned, and are paused while another one is read: a consumer whose
 * assignment changes requests metadata each time. One thread.
 */
final class RecordFetch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordFetch.class);

  private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

  private final Supplier<Consumer<String, ByteBuffer>> opener;
  private final Set<TopicPartition> assigned = new HashSet<>();
  private Optional<Consumer<String, ByteBuffer>> consumer = Optional.empty();

  RecordFetch(Supplier<Consumer<String, ByteBuffer>> opener) {
    this.opener = opener;
  }

  /** Completes the job, with the bytes or with a failure. */
  void fetch(KafkaSegmentReader.Job job) {
    try {
      if (consumer.isEmpty()) {
        consumer = Optional.of(opener.get());
      }
      job.result().complete(read(consumer.get(), job));
    } catch (OffsetOutOfRangeException e) {
      job.fail(ErrorCode.BYTES_LOST, job.segment().position() + " has been deleted");
    } catch (OriginException e) {
      job.result().completeExceptionally(e);
    } catch (KafkaException | IllegalStateException | IllegalArgumentException e) {
      LOG.warn("a read-back failed, and its consumer is closed: {}", e.toString());
      job.fail(ErrorCode.STORAGE_UNAVAILABLE, job.segment().position() + ": " + e);
      close();
    }
  }

  private ByteBuffer read(Consumer<String, ByteBuffer> from, KafkaSegmentReader.Job job) {
    StoredSegment segment = job.segment();
    TopicPartition partition =
        new TopicPartition(segment.position().topic(), segment.position().partition());
    select(from, partition);
    from.seek(partition, segment.position().offset());
    long left = job.deadline() - System.nanoTime();
    while (left > 0) {
      List<ConsumerRecord<String, ByteBuffer>> records =
          from.poll(Duration.ofNanos(left)).records(partition);
      if (!records.isEmpty()) {
        return StoredRecordCheck.verify(segment, records.get(0));
      }
      left = job.deadline() - System.nanoTime();
    }
    requireBeforeEnd(from, partition, segment);
    throw new OriginException(
        ErrorCode.STORAGE_UNAVAILABLE, segment.position() + ": Kafka did not respond in time");
  }

  /**
   * Called if no record arrived: if the log ends before the record, its tail was lost. To Kafka,
   * the first offset after the end is not an error, only a record that has not been written yet;
   * and a new leader does not report the end before it knows it (KIP-207).
   */
  private static void requireBeforeEnd(
      Consumer<String, ByteBuffer> from, TopicPartition partition, StoredSegment segment) {
    Long end = from.endOffsets(List.of(partition), END_TIMEOUT).get(partition);
    if (end != null && end <= segment.position().offset()) {
      throw new OriginException(
          ErrorCode.BYTES_LOST, segment.position() + " is lost: the log ends at " + end);
    }
  }

  private void select(Consumer<String, ByteBuffer> from, TopicPartition partition) {
    if (assigned.add(partition)) {
      from.assign(assigned);
    }
    from.pause(assigned);
    from.resume(List.of(partition));
  }

  /** A pending interrupt would keep the client from closing in order. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      consumer.ifPresent(Consumer::close);
    } catch (KafkaException e) {
      LOG.debug("a read-back consumer did not close cleanly: {}", e.toString());
    } finally {
      consumer = Optional.empty();
      assigned.clear();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
