package io.liveorigin.kafka.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.control.ControlEdit;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.support.Samples;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every judgement and every response takes into account all that was committed before. */
class KafkaControlLogTest {
  private static final TopicPartition PARTITION = new TopicPartition("control", 0);
  private static final EventId DERBY = new EventId("acme", "derby");

  private final ControlState state = new ControlState();
  private final MockConsumer<String, byte[]> followed = consumer(0);

  /** Another node has written one record. */
  private final MockConsumer<String, byte[]> asked = consumer(1);

  private final ControlReader reader = new ControlReader(() -> followed, "reader", state);

  private static MockConsumer<String, byte[]> consumer(long end) {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return consumer;
  }

  private KafkaControlLog log(Duration limit) {
    return new KafkaControlLog(
        () -> new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
        () -> asked,
        1,
        reader,
        state,
        limit);
  }

  @BeforeEach
  void start() {
    reader.start();
  }

  @AfterEach
  void stop() {
    reader.close();
  }

  @Test
  void what_is_not_read_to_its_end_is_not_judged() {
    AtomicInteger judged = new AtomicInteger();
    try (KafkaControlLog log = log(Duration.ofMillis(200))) {
      assertThatThrownBy(() -> log.change((known, edit) -> judged.incrementAndGet()))
          .isInstanceOfSatisfying(
              OriginException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
          .hasMessageContaining("nothing was changed");
      assertThat(judged).hasValue(0);
    }
  }

  /** Kafka's client returns no offset if less than a millisecond is left. */
  @Test
  void an_end_that_is_not_told_is_trouble_of_kafka() {
    MockConsumer<String, byte[]> silent =
        new MockConsumer<>("none") {
          @Override
          public Map<TopicPartition, Long> endOffsets(
              Collection<TopicPartition> partitions, Duration timeout) {
            return Map.of();
          }
        };
    try (KafkaControlLog log =
        new KafkaControlLog(
            () -> new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
            () -> silent,
            1,
            reader,
            state,
            Duration.ofMillis(50))) {
      for (ThrowingCallable asked :
          List.<ThrowingCallable>of(log::latest, () -> log.change((known, edit) -> known))) {
        assertThatThrownBy(asked)
            .isInstanceOfSatisfying(
                OriginException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
      }
    }
  }

  @Test
  void what_is_not_read_to_its_end_is_not_told() {
    try (KafkaControlLog log = log(Duration.ofMillis(200))) {
      assertThatThrownBy(log::latest)
          .isInstanceOfSatisfying(
              OriginException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }
  }

  /**
   * The judgement follows as soon as the record has been read; the limit is longer than any
   * patience.
   */
  @Test
  void a_change_is_judged_by_what_another_node_wrote_before_it() {
    followed.schedulePollTask(
        () ->
            followed.addRecord(
                new ConsumerRecord<>(
                    "control",
                    0,
                    0,
                    ControlKey.event(DERBY).toString(),
                    ControlJson.write(Samples.event()))));
    try (KafkaControlLog log = log(Duration.ofHours(1))) {
      boolean seen = log.change((known, edit) -> known.event(DERBY).isPresent());
      assertThat(seen).isTrue();
      assertThat(log.latest().event(DERBY)).isPresent();
      assertThat(asked.assignment()).as("or Kafka's client warns").containsExactly(PARTITION);
    }
  }

  private static final int PARTITIONS = 3;

  /** The effect of a commit of this node on the log. */
  private enum Fate {
    COMMITTED,
    /** Committed, but the commit was not confirmed. */
    COMMITTED_IN_SILENCE,
    LOST,
    /** Committed, but the reader of this node does not see it. */
    NOT_READ_BACK
  }

  /** Writes into the log that the reader follows, as brokers do. */
  private class Writer extends MockProducer<String, byte[]> {
    private final Fate fate;

    Writer(Fate fate) {
      super(
          new Cluster(
              "cluster",
              List.of(),
              IntStream.range(0, PARTITIONS)
                  .mapToObj(p -> new PartitionInfo("control", p, null, new Node[0], new Node[0]))
                  .toList(),
              Set.of(),
              Set.of()),
          true,
          null,
          new StringSerializer(),
          new ByteArraySerializer());
      this.fate = fate;
    }

    @Override
    public void commitTransaction() {
      if (fate == Fate.LOST) {
        throw new TimeoutException("lost");
      }
      super.commitTransaction();
      List<ProducerRecord<String, byte[]>> read =
          history().stream().filter(r -> r.partition() == 0).toList();
      if (fate != Fate.NOT_READ_BACK) {
        followed.schedulePollTask(
            () -> {
              for (int i = 0; i < read.size(); i++) {
                followed.addRecord(
                    new ConsumerRecord<>("control", 0, i, read.get(i).key(), read.get(i).value()));
              }
            });
        // The marker of the commit occupies an offset too.
        followed.schedulePollTask(() -> followed.seek(PARTITION, read.size() + 1));
        asked.updateEndOffsets(Map.of(PARTITION, read.size() + 1L));
      }
      if (fate == Fate.COMMITTED_IN_SILENCE) {
        throw new TimeoutException("nobody said how it ended");
      }
    }
  }

  private KafkaControlLog log(Duration limit, Writer... writers) {
    asked.updateEndOffsets(Map.of(PARTITION, 0L));
    Iterator<Writer> next = List.of(writers).iterator();
    return new KafkaControlLog(next::next, () -> asked, PARTITIONS, reader, state, limit);
  }

  private static String declare(ControlState known, ControlEdit edit) {
    edit.put(Samples.event());
    return "declared";
  }

  @Test
  void a_change_that_was_answered_is_in_every_partition_and_has_been_read_back() {
    Writer writer = new Writer(Fate.COMMITTED);
    try (KafkaControlLog log = log(Duration.ofSeconds(20), writer)) {
      assertThat(log.change(KafkaControlLogTest::declare)).isEqualTo("declared");
      assertThat(state.event(DERBY)).isPresent();
      assertThat(writer.commitCount()).isEqualTo(1);
      assertThat(writer.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 2);
    }
  }

  @Test
  void what_is_not_read_back_is_not_answered() {
    try (KafkaControlLog log = log(Duration.ofSeconds(3), new Writer(Fate.NOT_READ_BACK))) {
      assertThatThrownBy(() -> log.change(KafkaControlLogTest::declare))
          .isInstanceOfSatisfying(
              OriginException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE))
          .hasMessageContaining("in force completely or not at all");
    }
  }

  /** A writer that announced itself later may have written records that this one had not read. */
  @Test
  void a_writer_that_was_shut_out_judges_again_with_another_announcement() {
    Writer first = new Writer(Fate.COMMITTED);
    Writer second = new Writer(Fate.COMMITTED);
    AtomicInteger judged = new AtomicInteger();
    try (KafkaControlLog log = log(Duration.ofSeconds(20), first, second)) {
      log.change(
          (known, edit) -> {
            if (judged.incrementAndGet() == 1) {
              first.fenceProducer();
            }
            return declare(known, edit);
          });
      assertThat(judged).hasValue(2);
      assertThat(first.history()).isEmpty();
      assertThat(second.commitCount()).isEqualTo(1);
      assertThat(first.closed()).isTrue();
    }
  }

  @Test
  void a_commit_of_which_nobody_said_how_it_ended_is_looked_up() {
    AtomicInteger judged = new AtomicInteger();
    Writer second = new Writer(Fate.COMMITTED);
    try (KafkaControlLog log =
        log(Duration.ofSeconds(20), new Writer(Fate.COMMITTED_IN_SILENCE), second)) {
      log.change(
          (known, edit) -> {
            judged.incrementAndGet();
            return declare(known, edit);
          });
      assertThat(judged).as("it was in the log").hasValue(1);
      assertThat(second.history()).isEmpty();
      assertThat(second.transactionInitialized()).as("which ended what was open").isTrue();
    }
  }

  @Test
  void a_commit_that_the_log_does_not_have_is_made_again() {
    Writer second = new Writer(Fate.COMMITTED);
    try (KafkaControlLog log = log(Duration.ofSeconds(20), new Writer(Fate.LOST), second)) {
      log.change(KafkaControlLogTest::declare);
      assertThat(second.commitCount()).isEqualTo(1);
      assertThat(state.event(DERBY)).isPresent();
    }
  }

  /** Reading before the announcement could not shut out a writer that commits between the two. */
  @Test
  void it_reads_to_the_end_after_it_announced_itself() {
    AtomicInteger judged = new AtomicInteger();
    Writer writer =
        new Writer(Fate.COMMITTED) {
          @Override
          public void initTransactions() {
            super.initTransactions();
            asked.updateEndOffsets(Map.of(PARTITION, 1L));
          }
        };
    try (KafkaControlLog log = log(Duration.ofMillis(200), writer)) {
      assertThatThrownBy(() -> log.change((known, edit) -> judged.incrementAndGet()))
          .isInstanceOf(OriginException.class);
      assertThat(judged).hasValue(0);
    }
  }
}
