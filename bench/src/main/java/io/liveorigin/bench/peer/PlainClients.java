package io.liveorigin.bench.peer;

import io.liveorigin.bench.http.HangLimit;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Plain Kafka clients that do the minimum of the work, with the origin's settings: they produce the
 * bytes, and for the chain they also consume them and then produce and consume a small record.
 * Their topics are their own, have one partition each, and are on the same broker.
 */
public final class PlainClients implements AutoCloseable {
  /** The size of the small record in bytes, similar to that of a decision. */
  private static final int SMALL = 1_000;

  private static final String ALONE = "plain.alone";
  private static final String BYTES = "plain.bytes";
  private static final String RECORDS = "plain.small";
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaSettings kafka;
  private final Producer<String, byte[]> producer;
  private final Producer<String, byte[]> small;
  private final BlockingQueue<Long> read = new LinkedBlockingQueue<>();
  private final Follower decider;
  private final Follower reader;

  private PlainClients(KafkaSettings kafka) {
    this.kafka = kafka;
    this.producer = kafka.durableProducer("plain", Duration.ofSeconds(10));
    this.small = kafka.durableProducer("plain-small", Duration.ofSeconds(10));
    this.decider = new Follower(kafka, BYTES, this::decide);
    this.reader = new Follower(kafka, RECORDS, consumed -> read.add(System.nanoTime()));
  }

  /** Creates the topics and starts to read them. */
  public static PlainClients start(String bootstrap) throws InterruptedException {
    KafkaSettings kafka = new KafkaSettings(bootstrap, TopicSettings.singleNode());
    try (Admin admin = kafka.admin("plain-admin")) {
      List<NewTopic> topics =
          List.of(ALONE, BYTES, RECORDS).stream()
              .map(
                  name ->
                      new NewTopic(name, 1, (short) 1)
                          .configs(
                              Map.of(
                                  TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                  Integer.toString(TopicSettings.singleNode().maxRecordBytes()))))
              .toList();
      await(admin.createTopics(topics).all());
    }
    PlainClients clients = new PlainClients(kafka);
    clients.decider.start();
    clients.reader.start();
    return clients;
  }

  private static <T> T await(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new OriginException(ErrorCode.INTERNAL, "a plain client failed: " + e.getCause(), e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the reader waits in vain for a lost record
  private void decide(ConsumerRecord<String, byte[]> consumed) {
    small.send(new ProducerRecord<>(RECORDS, 0, consumed.key(), new byte[SMALL]));
  }

  /**
   * Produces to a topic that has no reader, and returns the nanoseconds until the acknowledgement.
   */
  public long produce(byte[] segment) throws InterruptedException {
    long start = System.nanoTime();
    await(producer.send(new ProducerRecord<>(ALONE, 0, "plain", segment)));
    return System.nanoTime() - start;
  }

  /** Runs the whole chain and returns the nanoseconds until the small record is read. */
  public long chain(byte[] segment) throws InterruptedException {
    long start = System.nanoTime();
    Future<RecordMetadata> produced =
        producer.send(new ProducerRecord<>(BYTES, 0, "plain", segment));
    Long end = read.poll(HangLimit.LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (end == null) {
      throw new OriginException(ErrorCode.INTERNAL, "no record reached the end of the plain chain");
    }
    await(produced);
    return end - start;
  }

  /**
   * Deletes the records with segment bytes in the topics of the plain clients, and all records of
   * the other topics. They are not needed after the measurement.
   *
   * @param others names of the other topics
   */
  public void deleteRecords(List<String> others) throws InterruptedException {
    List<String> topics = Stream.concat(Stream.of(ALONE, BYTES), others.stream()).toList();
    try (Admin admin = kafka.admin("plain-admin")) {
      Map<TopicPartition, RecordsToDelete> all =
          await(admin.describeTopics(topics).allTopicNames()).values().stream()
              .flatMap(
                  t ->
                      t.partitions().stream().map(p -> new TopicPartition(t.name(), p.partition())))
              .collect(Collectors.toMap(p -> p, p -> RecordsToDelete.beforeOffset(-1)));
      await(admin.deleteRecords(all).all());
    }
  }

  @Override
  public void close() {
    decider.close();
    reader.close();
    producer.close(Duration.ofSeconds(5));
    small.close(Duration.ofSeconds(5));
  }

  /** Reads one topic from its beginning, in a thread of its own. */
  private static final class Follower implements AutoCloseable {
    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<String, byte[]>> then;
    private final Thread thread;

    Follower(KafkaSettings kafka, String topic, Consumer<ConsumerRecord<String, byte[]>> then) {
      this.consumer = kafka.readerConsumer(topic + "-reader");
      this.partition = new TopicPartition(topic, 0);
      this.then = then;
      this.thread = NamedThreadFactory.one(topic, this::follow);
    }

    void start() {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      thread.start();
    }

    private void follow() {
      try (consumer) {
        while (true) {
          consumer.poll(POLL).forEach(then);
        }
      } catch (WakeupException end) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      consumer.wakeup();
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
