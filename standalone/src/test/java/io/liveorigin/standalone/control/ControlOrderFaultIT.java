package io.liveorigin.standalone.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.AuditChange;
import io.liveorigin.contract.wire.AuditDocument;
import io.liveorigin.contract.wire.AuditRecord;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.serving.admin.EventAdmin;
import io.liveorigin.serving.admin.EventAdmin.NewPipelines;
import io.liveorigin.serving.admin.EventVersion;
import io.liveorigin.standalone.support.InProcessBroker;
import io.liveorigin.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invariant: all changes of all nodes have one order, the same in every partition, and each was
 * judged by what all before it left behind.
 */
class ControlOrderFaultIT {
  private static final EventId DERBY = new EventId("acme", "derby");
  private static final int CHANGES = 12;

  private final InProcessBroker broker = InProcessBroker.start(Map.of());
  private final KafkaSettings kafka =
      new KafkaSettings(broker.bootstrapServers(), TopicSettings.singleNode());
  private AdminNode first;
  private AdminNode second;

  @BeforeEach
  void start() {
    try (Admin admin = kafka.admin("test")) {
      new TopicSetup(admin, kafka.topics()).ensureShared();
    }
    first = new AdminNode(kafka, "first");
    second = new AdminNode(kafka, "second");
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    broker.close();
  }

  private static EventDefinition derby(int startNumber) {
    String json =
        "{\"tenant\":\"acme\",\"event\":\"derby\",\"pipelines\":[\"a\",\"b\"],\"startNumber\":"
            + startNumber
            + ",\"representations\":[{\"id\":\"v0\",\"contentType\":\"video\",\"codecs\":\"avc1\","
            + "\"bandwidth\":1}]}";
    return ControlJson.readOperatorEvent(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Mask mask(String id, String reason) {
    return new Mask("acme", "derby", id, "a", "*", 0L, 9L, reason);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_128, 77})
  void twoNodesThatChangeTheSameAtOnceAgree(long seed) throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      AdminNode node = i % 2 == 0 ? first : second;
      String name = "t" + i;
      Random random = new Random(seed + i);
      running.add(
          threads.submit(
              () -> {
                for (int n = 0; n < CHANGES; n++) {
                  change(node, random, name + "-" + n, acknowledged);
                }
              }));
    }
    for (Future<?> one : running) {
      Patience.get(one);
    }
    threads.shutdown();

    List<Record> log = records(0);
    assertAllPartitionsHave(log);
    assertJudgedInOrder(log);
    assertThat(log.stream().map(ControlOrderFaultIT::reason).flatMap(Optional::stream).toList())
        .as("each acknowledged change is in the log once, and no other is")
        .containsExactlyInAnyOrderElementsOf(acknowledged);
    assertEachChangeIsAuditedOnce(log);
  }

  /** What one attempt wrote and did not commit is in neither of the two. */
  private void assertEachChangeIsAuditedOnce(List<Record> log) {
    List<AuditChange> audited = new ArrayList<>();
    Set<String> requests = new HashSet<>();
    for (int partition = 0; partition < kafka.topics().partitions(); partition++) {
      for (Record record : records(Topics.AUDIT, partition)) {
        AuditRecord audit =
            AuditRecord.read(record.value().orElseThrow().getBytes(StandardCharsets.UTF_8));
        assertThat(requests.add(audit.requestId().orElseThrow())).as("once: " + audit).isTrue();
        audited.addAll(audit.changes());
      }
    }
    assertThat(audited.stream().map(c -> c.key() + after(c)).toList())
        .containsExactlyInAnyOrderElementsOf(
            log.stream()
                .map(
                    r ->
                        r.key()
                            + r.value()
                                .map(v -> digest(v.getBytes(StandardCharsets.UTF_8)))
                                .orElse(""))
                .toList());
  }

  private static String after(AuditChange change) {
    return change.after().map(AuditDocument::digest).orElse("");
  }

  private static String digest(byte[] json) {
    return AuditDocument.of(json).digest();
  }

  @Test
  void aChangeThatCannotBeAuditedIsNotMade() throws Exception {
    first.admin.put(first.audited("r1"), derby(0), EventVersion.ANY, NewPipelines.CREATED);
    try (Admin admin = kafka.admin("test")) {
      admin.deleteTopics(List.of(Topics.AUDIT)).all().get();
      Patience.await().until(() -> !admin.listTopics().names().get().contains(Topics.AUDIT));
    }
    assertThatThrownBy(() -> first.admin.put(first.audited("r2"), mask("m0", "unaudited")))
        .isInstanceOfSatisfying(
            OriginException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    assertThat(second.log.latest().masks(DERBY)).isEmpty();
  }

  /** The end of a transaction reaches one partition a moment later than another. */
  private void assertAllPartitionsHave(List<Record> log) {
    for (int p = 1; p < kafka.topics().partitions(); p++) {
      int partition = p;
      Patience.await()
          .untilAsserted(
              () -> assertThat(records(partition)).as("partition " + partition).isEqualTo(log));
    }
  }

  /** One change by chance; only refusals that have a reason in the log may come. */
  private static void change(AdminNode node, Random random, String name, Set<String> acknowledged) {
    try {
      switch (random.nextInt(4)) {
        case 0 -> node.admin.delete(node.audited(name), DERBY, EventVersion.ANY);
        case 1 ->
            node.admin.put(
                node.audited(name),
                derby(random.nextInt(2)),
                EventVersion.ANY,
                NewPipelines.CREATED);
        default -> {
          node.admin.put(node.audited(name), mask("m" + random.nextInt(2), name));
          acknowledged.add(name);
        }
      }
    } catch (OriginException e) {
      assertThat(e.code()).isIn(ErrorCode.UNKNOWN_EVENT, ErrorCode.EVENT_CONFLICT);
    }
  }

  /** What never changes does not, a mask has its event, and each event its own incarnation. */
  private static void assertJudgedInOrder(List<Record> log) {
    Optional<EventDefinition> event = Optional.empty();
    Set<Long> incarnations = new HashSet<>();
    for (Record record : log) {
      ControlKey key = ControlKey.parse(record.key()).orElseThrow();
      if (key.kind() == ControlKey.Kind.MASK && record.value().isPresent()) {
        assertThat(event).as("the event of " + record).isPresent();
      }
      if (key.kind() != ControlKey.Kind.EVENT) {
        continue;
      }
      Optional<EventDefinition> next =
          record.value().map(v -> ControlJson.readEvent(v.getBytes(StandardCharsets.UTF_8)));
      if (event.isPresent() && next.isPresent()) {
        assertThat(next.get().startNumber()).isEqualTo(event.get().startNumber());
        assertThat(next.get().incarnation()).isEqualTo(event.get().incarnation());
      } else if (next.isPresent()) {
        assertThat(incarnations.add(next.get().incarnation())).as("is new: " + record).isTrue();
      } else {
        assertThat(event).as("was there to be deleted").isPresent();
      }
      event = next;
    }
  }

  @Test
  void whatOneNodeWasAnsweredIsTrueForTheOtherAtOnce() {
    for (int i = 0; i < 5; i++) {
      AdminNode one = i % 2 == 0 ? first : second;
      AdminNode other = i % 2 == 0 ? second : first;
      assertThat(
              one.admin.put(one.log, derby(i % 2), EventVersion.ANY, NewPipelines.CREATED).fresh())
          .isTrue();
      assertThat(one.admin.event(DERBY).startNumber()).isEqualTo(i % 2);
      int changed = 1 - i % 2;
      assertThatThrownBy(
              () ->
                  other.admin.put(
                      other.log, derby(changed), EventVersion.ANY, NewPipelines.CREATED))
          .isInstanceOfSatisfying(
              OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_CONFLICT));
      other.admin.delete(other.log, DERBY, EventVersion.ANY);
      assertThat(other.state.event(DERBY)).isEmpty();
    }
  }

  @Test
  void aWriterThatStoppedHalfWayDoesNotHoldUpTheNextOne() {
    first.admin.put(first.log, derby(0), EventVersion.ANY, NewPipelines.CREATED);
    try (Producer<String, byte[]> stopped = kafka.controlProducer("stopped")) {
      stopped.initTransactions();
      stopped.beginTransaction();
      stopped.send(
          new ProducerRecord<>(Topics.CONTROL, 0, ControlKey.event(DERBY).toString(), null));
      stopped.flush();
      assertThat(
              first.admin.put(first.log, derby(0), EventVersion.ANY, NewPipelines.CREATED).fresh())
          .isFalse();
      assertThat(second.admin.put(second.log, mask("m0", "after"))).isTrue();
      assertThatThrownBy(stopped::commitTransaction).isInstanceOf(KafkaException.class);
    }
    List<Record> log = records(0);
    assertThat(log).noneMatch(r -> r.value().isEmpty());
    assertAllPartitionsHave(log);
  }

  @Test
  void whatWasWrittenBeforeThereWereTransactionsCounts() {
    try (Producer<String, byte[]> earlier =
        kafka.durableProducer("earlier", Duration.ofSeconds(10))) {
      for (int partition = 0; partition < kafka.topics().partitions(); partition++) {
        earlier.send(
            new ProducerRecord<>(
                Topics.CONTROL,
                partition,
                ControlKey.event(DERBY).toString(),
                ControlJson.write(derby(1))));
      }
      earlier.flush();
    }
    EventAdmin.DeclaredEvent answer =
        first.admin.put(first.log, derby(1), EventVersion.ANY, NewPipelines.CREATED);
    assertThat(answer.fresh()).isFalse();
    assertThat(answer.definition().incarnation()).isZero();
  }

  private record Record(String key, Optional<String> value) {}

  private static Optional<String> reason(Record record) {
    return record.key().startsWith("mask/")
        ? record.value().map(v -> ControlJson.readMask(v.getBytes(StandardCharsets.UTF_8)).reason())
        : Optional.empty();
  }

  /** Everything that was committed to a partition of control, in its order. */
  private List<Record> records(int partition) {
    return records(Topics.CONTROL, partition);
  }

  private List<Record> records(String topic, int partition) {
    TopicPartition control = new TopicPartition(topic, partition);
    List<Record> records = new ArrayList<>();
    try (Consumer<String, byte[]> consumer = kafka.readerConsumer("test")) {
      consumer.assign(List.of(control));
      consumer.seekToBeginning(List.of(control));
      long end = consumer.endOffsets(List.of(control)).get(control);
      while (consumer.position(control) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          records.add(
              new Record(
                  record.key(),
                  Optional.ofNullable(record.value())
                      .map(v -> new String(v, StandardCharsets.UTF_8))));
        }
      }
    }
    return records;
  }
}
