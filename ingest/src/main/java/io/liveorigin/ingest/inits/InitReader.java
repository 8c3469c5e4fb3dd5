package io.liveorigin.ingest.inits;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.ingest.inits.InitCatalog.CurrentInit;
import io.liveorigin.ingest.store.StoredCopy;
import io.liveorigin.kafka.ConsumerThread;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.media.inspect.InitInspector;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of {@code inits.<pipeline>} into an {@link InitCatalog} and follows it.
 * Packagers send an init segment once, so after a restart of ingest only the log has it. It has its
 * own thread, and starts over with a new consumer when Kafka fails.
 */
public final class InitReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InitReader.class);
  private static final Duration FIRST_POLL = Duration.ofMillis(20);
  private static final Duration POLL = Duration.ofMillis(500);

  private final List<TopicPartition> partitions;
  private final InitCatalog catalog;
  private final InitInspector inspector;
  private final DeclaredTracks declared;
  private final ConsumerThread thread;
  private volatile boolean caughtUp;

  /**
   * Prepares a reader; {@link #start} starts it.
   *
   * @param consumers makes consumers whose partitions are assigned by hand and that commit nothing
   * @param declared which of the tracks in the log are still needed
   */
  public InitReader(
      Supplier<Consumer<String, byte[]>> consumers,
      String pipeline,
      int partitions,
      InitCatalog catalog,
      InitInspector inspector,
      DeclaredTracks declared) {
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartition(Topics.inits(pipeline), p))
            .toList();
    this.catalog = catalog;
    this.inspector = inspector;
    this.declared = declared;
    this.thread = new ConsumerThread("ingest-" + pipeline + "-inits", consumers, new Following());
  }

  public void start() {
    thread.start();
  }

  /** Returns whether everything that was in the topic at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private final class Following implements ConsumerThread.Reading {
    @Override
    public void read(Consumer<String, byte[]> consumer) {
      follow(consumer);
    }

    @Override
    public void failed(KafkaException e) {
      LOG.warn("init segments cannot be read, and another attempt follows: {}", e.getMessage());
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> missing = new HashMap<>(consumer.endOffsets(partitions));
    boolean swept = false;
    while (!thread.closed()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(caughtUp ? POLL : FIRST_POLL)) {
        enter(record);
      }
      if (!missing.isEmpty()) {
        missing.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
      boolean all = missing.isEmpty();
      caughtUp |= all;
      if (all && !swept && declared.known().getAsBoolean()) {
        // The log, read from its beginning, also has the init segments of events that have ended.
        catalog.keepOnly(declared.declared());
        swept = true;
      }
    }
  }

  private void enter(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      // A deleted init segment stays in the catalog until the next start: its segments may still
      // arrive.
      return;
    }
    try {
      SegmentRecord segment = SegmentRecord.read(record.topic(), record.key(), record.headers());
      if (!Digest.of(record.value()).equals(segment.digest())) {
        throw new OriginException(
            ErrorCode.STORED_BYTES_DIFFER, "its bytes do not match its digest");
      }
      RecordPosition position =
          new RecordPosition(record.topic(), record.partition(), record.offset());
      catalog.enter(
          new CurrentInit(
              new StoredCopy(segment, position), inspector.inspect(record.value()).facts()));
    } catch (OriginException e) {
      // One unreadable record must not prevent the others from being read.
      LOG.error("init record {} cannot be read: {}", record.key(), e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error(
          "init record {}-{}@{} cannot be processed and is passed over",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
