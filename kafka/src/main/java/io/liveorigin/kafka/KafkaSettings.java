package io.liveorigin.kafka;

import io.liveorigin.contract.clock.MeasuredClock;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The settings with which every client of the project talks to Kafka; {@code docs/kafka.md} has the
 * measurements.
 *
 * @param bootstrapServers host:port list
 * @param topics settings that the topics of the installation have in common
 * @param clockBound how far this node's clock may differ from the brokers', 50 ms to 1 min; a node
 *     that differs more claims nothing that depends on the time
 * @param client how every client connects; the origin's own settings take precedence
 * @param checkPeriod the time between two checks of what this process may do and of the replicas of
 *     its topics; how soon readiness reports a change
 */
public record KafkaSettings(
    String bootstrapServers,
    TopicSettings topics,
    Duration clockBound,
    ClientProperties client,
    Duration checkPeriod) {
  /** The transactional id of all writers of {@code control}. */
  public static final String CONTROL_WRITER = "live-origin.control";

  /** The time for which a writer of {@code control} that stops may delay its readers. */
  public static final Duration CONTROL_TRANSACTION = Duration.ofSeconds(5);

  /** The isolation level of every consumer that reads {@code control}. */
  public static final String READ_COMMITTED = "read_committed";

  private static final Duration CHECK_PERIOD = Duration.ofSeconds(5);
  private static final Duration FIRST_CONTACT = Duration.ofSeconds(5);
  private static final int OS_DEFAULT = -1;
  private static final int PRODUCER_MEMORY = 128 * 1024 * 1024;
  private static final int PROBE_MEMORY = 64 * 1024;
  private static final int COMMAND_WAIT_MILLIS = 50;

  /** Seconds of the most records that a node writes about viewers. */
  private static final int SPARE_MEMORY = 4 * 1024 * 1024;

  private static final int SPARE_LINGER_MILLIS = 100;

  public KafkaSettings {
    if (bootstrapServers == null || !bootstrapServers.matches("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*")) {
      throw new OriginException(
          ErrorCode.INTERNAL,
          "kafka must be host:port[,host:port], but is '" + bootstrapServers + "'");
    }
    MeasuredClock.requireBound(clockBound);
  }

  /** Creates settings with the default period of checks. */
  public KafkaSettings(
      String bootstrapServers, TopicSettings topics, Duration clockBound, ClientProperties client) {
    this(bootstrapServers, topics, clockBound, client, CHECK_PERIOD);
  }

  /** Creates settings with the default bound for the clock, in plain text. */
  public KafkaSettings(String bootstrapServers, TopicSettings topics) {
    this(bootstrapServers, topics, MeasuredClock.DEFAULT_BOUND, ClientProperties.none());
  }

  public KafkaSettings withClockBound(Duration other) {
    return new KafkaSettings(bootstrapServers, topics, other, client, checkPeriod);
  }

  /** Returns these settings with another way to connect, for every client. */
  public KafkaSettings withClient(ClientProperties other) {
    return new KafkaSettings(bootstrapServers, topics, clockBound, other, checkPeriod);
  }

  public KafkaSettings withCheckPeriod(Duration other) {
    return new KafkaSettings(bootstrapServers, topics, clockBound, client, other);
  }

  /** Returns the texts for refusals by the brokers. */
  public KafkaErrorText trouble() {
    return new KafkaErrorText(bootstrapServers, client.principal(), client.protocol());
  }

  /** An admin client with time-outs that fit a request of an operator. */
  public Admin admin(String clientId) {
    return admin(clientId, Duration.ofSeconds(10), Duration.ofSeconds(20));
  }

  /** An admin client that finds out quickly whether a broker responds. */
  Admin firstContact() {
    return admin("first-contact", FIRST_CONTACT, FIRST_CONTACT);
  }

  private Admin admin(String clientId, Duration request, Duration call) {
    Map<String, Object> config = common(clientId);
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) request.toMillis());
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) call.toMillis());
    try {
      return Admin.create(config);
    } catch (KafkaException e) {
      // It resolves host names first, and its message about an unknown one says little.
      Optional<String> unreachable = trouble().unreachable();
      if (unreachable.isPresent()) {
        throw new OriginException(ErrorCode.STORAGE_UNAVAILABLE, unreachable.get(), e);
      }
      throw e;
    }
  }

  /**
   * A producer for records that must not be lost: acks=all, idempotent, no linger, no compression
   * (media does not compress).
   *
   * @param deliveryTimeout time after which a send fails and its caller decides what to do next
   */
  public Producer<String, byte[]> durableProducer(String clientId, Duration deliveryTimeout) {
    Map<String, Object> config = common(clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.maxRecordBytes() + 1024 * 1024);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_MEMORY);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
    config.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) Math.min(2_000, deliveryTimeout.toMillis()));
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A producer for records of which only the acknowledgement matters. They are sent at once,
   * without retries, and acknowledged by the leader alone, so that the round trip is as short as
   * possible.
   *
   * @param timeout time after which a send fails
   */
  public Producer<String, byte[]> probeProducer(String clientId, Duration timeout) {
    Map<String, Object> config = common(clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "1");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    config.put(ProducerConfig.RETRIES_CONFIG, 0);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PROBE_MEMORY);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A producer for records that may be lost: small batches and little memory, acknowledged by the
   * leader alone. What is not delivered in time is dropped, and the caller counts it. A send blocks
   * for 500 ms at most.
   *
   * @param deliveryTimeout time after which a send fails
   */
  public Producer<String, byte[]> spareProducer(String clientId, Duration deliveryTimeout) {
    Map<String, Object> config = common(clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "1");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    config.put(ProducerConfig.LINGER_MS_CONFIG, SPARE_LINGER_MILLIS);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, SPARE_MEMORY);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
    config.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) Math.min(2_000, deliveryTimeout.toMillis() - SPARE_LINGER_MILLIS));
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * The producer of {@code control}: every writer of an installation has the same transactional id,
   * so that the one that announces itself ({@code initTransactions}) fences those before it. A
   * writer that stops within a transaction delays readers for {@link #CONTROL_TRANSACTION}, or
   * until another one announces itself.
   */
  public Producer<String, byte[]> controlProducer(String clientId) {
    Map<String, Object> config = common(clientId);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, CONTROL_WRITER);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) CONTROL_TRANSACTION.toMillis());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topics.maxRecordBytes());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** A consumer that can read the committed offsets of a group; it never joins the group. */
  public Consumer<String, byte[]> groupReader(String group) {
    Map<String, Object> config = common(group + "-offsets");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    return reader(config, new ByteArrayDeserializer());
  }

  /**
   * A consumer for manual assignment that commits no offsets and never jumps silently. It sees only
   * committed records.
   */
  public Consumer<String, byte[]> readerConsumer(String clientId) {
    Map<String, Object> config = common(clientId);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
    return reader(config, new ByteArrayDeserializer());
  }

  /**
   * The same for a command that reads once and ends. Its fetches wait only briefly: a fetch that
   * waits at the end of one topic would delay the reads of the next. It reports no metrics about
   * itself, neither to the brokers, whose response it would await when it is closed, nor to JMX.
   */
  public Consumer<String, byte[]> commandConsumer(String clientId) {
    Map<String, Object> config = common(clientId);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, COMMAND_WAIT_MILLIS);
    config.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    config.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
    return reader(config, new ByteArrayDeserializer());
  }

  /**
   * A consumer for reading single records by offset: a fetch returns one record and no more. The
   * broker returns the first batch whole, however small the limit is (KIP-74), and a segment is a
   * batch of its own. Returning one record per poll keeps the consumer from fetching ahead. With
   * the limits of a consumer that follows the log, 19 bytes were transferred for each that was
   * needed (100 kB segments, measured).
   *
   * <p>No fetch waits for data, because the records exist. Checksums are not verified, because the
   * caller compares digests.
   *
   * @param values {@code ByteBufferDeserializer} saves a copy: its buffers are part of the fetch
   *     response
   */
  public <V> Consumer<String, V> readBackConsumer(String clientId, Deserializer<V> values) {
    Map<String, Object> config = common(clientId);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    config.put(ConsumerConfig.CHECK_CRCS_CONFIG, false);
    return reader(config, values);
  }

  private static <V> Consumer<String, V> reader(
      Map<String, Object> config, Deserializer<V> values) {
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return new KafkaConsumer<>(config, new StringDeserializer(), values);
  }

  /** Returns the settings that all clients share, Kafka Streams included. */
  public Map<String, Object> common(String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    // The operating system sizes socket buffers better than the 64 and 128 KiB defaults:
    // 4 MiB produce p99 86 -> 35 ms (measured).
    config.put(CommonClientConfigs.SEND_BUFFER_CONFIG, OS_DEFAULT);
    config.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, OS_DEFAULT);
    client.under(config);
    return config;
  }
}
