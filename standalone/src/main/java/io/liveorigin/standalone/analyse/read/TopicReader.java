package io.liveorigin.standalone.analyse.read;

import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.kafka.BrokerWait;
import io.liveorigin.kafka.KafkaErrorText;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.Partitions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads ranges of topics. It belongs to no group and commits nothing, so it disturbs no other
 * reader. One thread. Throws {@link ErrorCode#STORAGE_UNAVAILABLE} if Kafka does not respond, and
 * no exceptions of Kafka's own.
 */
public final class TopicReader implements AutoCloseable {
  /**
   * A person waits for this: long enough for a slow broker, short enough to notice that there is
   * none.
   */
  private static final Duration ANSWER = Duration.ofSeconds(8);

  private static final Duration POLL = Duration.ofMillis(200);

  private final String servers;
  private final KafkaErrorText errorText;
  private final Consumer<String, byte[]> consumer;

  private TopicReader(String servers, KafkaErrorText errorText, Consumer<String, byte[]> consumer) {
    this.servers = servers;
    this.errorText = errorText;
    this.consumer = consumer;
  }

  /**
   * Opens a reader, which connects when it first reads. Throws {@link
   * ErrorCode#STORAGE_UNAVAILABLE} within seconds if no broker accepts connections.
   */
  public static TopicReader open(KafkaSettings kafka) {
    BrokerWait.requireReachable(kafka);
    return new TopicReader(
        kafka.bootstrapServers(), kafka.trouble(), kafka.commandConsumer("analyst"));
  }

  /** Returns the partitions that hold everything about the tracks. */
  public List<Integer> of(String topic, Collection<Track> tracks) {
    int partitions = all(topic).size();
    return tracks.stream().map(t -> Partitions.of(t, partitions)).distinct().sorted().toList();
  }

  /** Returns all partitions; the cluster knows how many there are. */
  public List<Integer> all(String topic) {
    List<PartitionInfo> partitions = query(() -> consumer.partitionsFor(topic, ANSWER));
    if (partitions == null || partitions.isEmpty()) {
      throw new OriginException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "kafka at " + servers + " has no topic '" + topic + "', so no origin uses that cluster");
    }
    return IntStream.range(0, partitions.size()).boxed().toList();
  }

  /** Returns whether the cluster has the topic. */
  public boolean has(String topic) {
    List<PartitionInfo> partitions = query(() -> consumer.partitionsFor(topic, ANSWER));
    return partitions != null && !partitions.isEmpty();
  }

  /**
   * Passes on every record that the log has now, from the first one of {@code from} or later, each
   * partition in its order.
   *
   * @param from record time, epoch ms
   */
  public void read(
      String topic,
      List<Integer> partitions,
      long from,
      java.util.function.Consumer<LogRecord> sink) {
    Map<TopicPartition, Long> ends = seek(topic, partitions, from);
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (!reached(ends)) {
      for (ConsumerRecord<String, byte[]> record : poll()) {
        deadline = System.nanoTime() + ANSWER.toNanos();
        if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
          sink.accept(logRecord(record));
        }
      }
      if (System.nanoTime() > deadline) {
        throw unavailable("it stopped responding", Optional.empty());
      }
    }
    // Records that arrived since then are not lost for a caller that follows.
    ends.forEach(consumer::seek);
  }

  /**
   * Continues after {@link #read} of the same topic, record by record, until {@code stop} returns
   * true.
   */
  public void follow(java.util.function.Consumer<LogRecord> sink, BooleanSupplier stop) {
    while (!stop.getAsBoolean()) {
      for (ConsumerRecord<String, byte[]> record : poll()) {
        sink.accept(logRecord(record));
      }
    }
  }

  private Map<TopicPartition, Long> seek(String topic, List<Integer> partitions, long from) {
    List<TopicPartition> wanted =
        partitions.stream().map(p -> new TopicPartition(topic, p)).toList();
    Map<TopicPartition, Long> times = new HashMap<>();
    wanted.forEach(p -> times.put(p, Math.max(0, from)));
    Map<TopicPartition, Long> ends = query(() -> consumer.endOffsets(wanted, ANSWER));
    Map<TopicPartition, OffsetAndTimestamp> starts =
        query(() -> consumer.offsetsForTimes(times, ANSWER));
    consumer.assign(wanted);
    for (TopicPartition partition : wanted) {
      OffsetAndTimestamp start = starts.get(partition);
      // No record is that recent.
      consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
    }
    return ends;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return query(
        () ->
            ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue()));
  }

  private Iterable<ConsumerRecord<String, byte[]>> poll() {
    return query(() -> consumer.poll(POLL));
  }

  private static LogRecord logRecord(ConsumerRecord<String, byte[]> record) {
    return new LogRecord(
        record.key() == null ? "" : record.key(),
        Optional.ofNullable(record.value()),
        record.timestamp());
  }

  private <T> T query(Supplier<T> question) {
    try {
      return question.get();
    } catch (TimeoutException e) {
      String hint = errorText.unanswered().map(why -> "; " + why).orElse("");
      throw unavailable("no response within " + ANSWER.toSeconds() + " s" + hint, Optional.of(e));
    } catch (KafkaException e) {
      throw unavailable(errorText.words(e), Optional.of(e));
    }
  }

  private OriginException unavailable(String why, Optional<Exception> cause) {
    return new OriginException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "kafka at " + servers + " cannot be read: " + why,
        cause.orElse(null));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
