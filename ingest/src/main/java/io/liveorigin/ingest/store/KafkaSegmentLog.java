package io.liveorigin.ingest.store;

import io.liveorigin.contract.error.FailureText;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.kafka.record.SegmentRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Appends to the topics of one pipeline with acks=all. Owns the producer. None of Kafka's
 * exceptions leaves this class.
 */
public final class KafkaSegmentLog implements SegmentLog, AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final String pipeline;
  private final int partitions;

  public KafkaSegmentLog(Producer<String, byte[]> producer, String pipeline, int partitions) {
    this.producer = producer;
    this.pipeline = pipeline;
    this.partitions = partitions;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the outcome
  @Override
  public CompletableFuture<RecordPosition> append(
      SegmentRecord segment, long arrival, byte[] bytes) {
    CompletableFuture<RecordPosition> result = new CompletableFuture<>();
    try {
      producer.send(
          segment.toProducerRecord(pipeline, partitions, arrival, bytes),
          (metadata, failure) -> settle(result, metadata, failure));
    } catch (RuntimeException e) {
      // The client throws failures that it does not report to the callback, for example when it is
      // closed.
      result.completeExceptionally(ours(e));
    }
    return result;
  }

  private static void settle(
      CompletableFuture<RecordPosition> result, RecordMetadata metadata, Exception failure) {
    if (failure == null) {
      result.complete(
          new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset()));
    } else {
      result.completeExceptionally(ours(failure));
    }
  }

  /**
   * Classifies a failure. A failure that is certain to occur again is lasting. After any other the
   * append is retried, because a refusal loses the segment for good.
   */
  private static AppendException ours(Exception failure) {
    String message = FailureText.of(failure);
    boolean lasting =
        failure instanceof RecordTooLargeException
            || failure instanceof RecordBatchTooLargeException
            || failure instanceof AuthorizationException
            || failure instanceof AuthenticationException
            || failure instanceof InvalidTopicException
            || failure instanceof InvalidRecordException
            || failure instanceof InvalidTimestampException
            || failure instanceof PolicyViolationException
            || failure instanceof SerializationException
            || failure instanceof UnsupportedVersionException
            || failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException;
    return lasting
        ? AppendException.lasting(message, failure)
        : AppendException.passing(message, failure);
  }

  /** Waits a few seconds for pending appends and closes the producer. */
  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
