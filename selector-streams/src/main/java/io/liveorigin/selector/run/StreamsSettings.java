package io.liveorigin.selector.run;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.selector.store.RocksMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings of Kafka Streams. {@code docs/kafka.md} has the measurements behind them. */
final class StreamsSettings {
  private StreamsSettings() {}

  static Properties of(SelectorConfig config) {
    Properties p = new Properties();
    p.putAll(config.kafka().common(config.cell() + "-" + config.node()));
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, config.cell());
    p.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    p.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.kafka().topics().replicationFactor());
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
    // How long a poll may sleep: the punctuation runs between polls.
    p.put(StreamsConfig.POLL_MS_CONFIG, 10);
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    p.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 10L);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.ForStreams.class);
    p.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, OversizedRecordHandler.class);
    // Two buffered segments per partition, no more: each has up to 16 MiB by default.
    p.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 2);
    consumer(p, config);
    producer(p, config.kafka().topics());
    return p;
  }

  private static void consumer(Properties p, SelectorConfig config) {
    Map<String, Object> c = new HashMap<>();
    c.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.cell() + "-" + config.node());
    c.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) config.sessionTimeout().toMillis());
    c.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) config.sessionTimeout().toMillis() / 4);
    // Control records are written in transactions.
    c.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, KafkaSettings.READ_COMMITTED);
    // A new pipeline is found after this long, without a restart.
    c.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 2_000);
    c.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    // A fetch does not request partitions that are buffered or paused when it begins, so a decision
    // that is written to one of them waits until the fetch ends.
    c.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    // With these three, 1.3 GB of 2 MiB records went through 100 MB of heap.
    c.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 8);
    c.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
    c.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024);
    c.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    c.forEach((key, value) -> p.put(StreamsConfig.mainConsumerPrefix(key), value));
  }

  private static void producer(Properties p, TopicSettings topics) {
    Map<String, Object> c = new HashMap<>();
    c.put(ProducerConfig.ACKS_CONFIG, "all");
    c.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // Decisions are JSON that people can read, one per batch. This producer does not send the bytes
    // of segments.
    c.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    c.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.maxRecordBytes());
    c.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    c.forEach((key, value) -> p.put(StreamsConfig.producerPrefix(key), value));
  }

  /**
   * Settings of the candidate store's changelog. It is compacted: a task deletes the keys that have
   * left the window.
   */
  static Map<String, String> candidateChangelog(TopicSettings topics) {
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topics.maxRecordBytes()));
    config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Short.toString(topics.minInSyncReplicas()));
    return config;
  }
}
