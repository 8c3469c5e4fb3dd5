package io.liveorigin.ingest.inits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.RecordPosition;
import io.liveorigin.ingest.inits.InitCatalog.CurrentInit;
import io.liveorigin.ingest.store.StoredCopy;
import io.liveorigin.ingest.support.Events;
import io.liveorigin.ingest.support.Mp4;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.media.inspect.InitInspector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InitReaderTest {
  private static final String TOPIC = "inits.a";
  private static final int PARTITIONS = 2;

  private final InitCatalog catalog = new InitCatalog();
  private final Deque<Consumer<String, byte[]>> consumers = new ArrayDeque<>();
  private static final Track AUDIO = Track.of("acme", "cup", "a0");
  private final Set<Track> ended = ConcurrentHashMap.newKeySet();
  private volatile boolean eventsKnown;
  private final InitReader reader =
      new InitReader(
          consumers::removeFirst,
          "a",
          PARTITIONS,
          catalog,
          new InitInspector(),
          new DeclaredTracks(() -> eventsKnown, track -> !ended.contains(track)));

  @AfterEach
  void close() {
    reader.close();
  }

  /** A consumer over these records; the first poll after the assignment has them. */
  private MockConsumer<String, byte[]> consumer(
      Map<Integer, Long> ends, List<ConsumerRecord<String, byte[]>> records) {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    Map<TopicPartition, Long> endOffsets = new HashMap<>();
    for (int p = 0; p < PARTITIONS; p++) {
      beginnings.put(new TopicPartition(TOPIC, p), 0L);
      endOffsets.put(new TopicPartition(TOPIC, p), ends.getOrDefault(p, 0L));
    }
    consumer.updateBeginningOffsets(beginnings);
    consumer.updateEndOffsets(endOffsets);
    consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> record(int partition, long offset, byte[] init) {
    SegmentRecord segment =
        new SegmentRecord(
            new InitAddress(Events.video()), "video/mp4", Digest.of(init), Facts.NONE, List.of());
    return record(partition, offset, segment.key(), segment.headers(), init);
  }

  private static ConsumerRecord<String, byte[]> record(
      int partition, long offset, String key, Headers headers, byte[] value) {
    return new ConsumerRecord<>(
        TOPIC,
        partition,
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }

  private CurrentInit current() {
    return catalog.current(Events.video()).orElseThrow();
  }

  @Test
  void afterAStartAllInitSegmentsAreKnown() {
    consumers.add(
        consumer(Map.of(1, 2L), List.of(record(1, 0, Mp4.init(1)), record(1, 1, Mp4.init(2)))));
    reader.start();
    await().until(reader::caughtUp);

    assertThat(current().copy().segment().digest()).isEqualTo(Digest.of(Mp4.init(2)));
    assertThat(current().copy().position().offset()).isEqualTo(1);
    assertThat(current().facts().orElseThrow().tracks().get(0).timescale())
        .isEqualTo(Mp4.TIMESCALE);
  }

  /** Half an upload, or the error page of a proxy: inspection goes on with what can be read. */
  @Test
  void anInitSegmentThatCannotBeReadReplacesNoneThatCan() {
    byte[] half = Arrays.copyOf(Mp4.init(1), 60);
    consumers.add(
        consumer(
            Map.of(0, 3L),
            List.of(
                record(0, 0, "<html>".getBytes(StandardCharsets.US_ASCII)),
                record(0, 1, Mp4.init(1)),
                record(0, 2, half))));
    reader.start();
    await().until(reader::caughtUp);

    assertThat(current().copy().position().offset()).isEqualTo(1);
    assertThat(current().facts()).isPresent();
  }

  @Test
  void aRecordWithOtherBytesThanItSaysIsPassedOver() {
    SegmentRecord own =
        new SegmentRecord(
            new InitAddress(Events.video()),
            "video/mp4",
            Digest.of(Mp4.init(1)),
            Facts.NONE,
            List.of());
    consumers.add(
        consumer(
            Map.of(0, 2L),
            List.of(
                record(0, 0, Mp4.init(1)), record(0, 1, own.key(), own.headers(), Mp4.init(2)))));
    reader.start();
    await().until(reader::caughtUp);

    assertThat(current().copy().position().offset()).isEqualTo(0);
  }

  @Test
  void itHasNotCaughtUpBeforeEveryPartitionIsRead() {
    MockConsumer<String, byte[]> behind =
        consumer(Map.of(0, 1L, 1, 1L), List.of(record(1, 0, Mp4.init(1))));
    consumers.add(behind);
    reader.start();
    await().until(() -> catalog.size() == 1);
    assertThat(reader.caughtUp()).isFalse();

    behind.schedulePollTask(() -> behind.addRecord(record(0, 0, Mp4.init(1))));

    await().until(reader::caughtUp);
  }

  /** The log keeps init segments for ever, and a new process has not seen their events end. */
  @Test
  void initSegmentsOfEndedEventsAreForgottenOnceAllEventsAreKnown() {
    SegmentRecord audio =
        new SegmentRecord(
            new InitAddress(AUDIO), "audio/mp4", Digest.of(Mp4.init(2)), Facts.NONE, List.of());
    ended.add(Events.video());
    consumers.add(
        consumer(
            Map.of(0, 2L),
            List.of(
                record(0, 0, Mp4.init(1)),
                record(0, 1, audio.key(), audio.headers(), Mp4.init(2)))));
    reader.start();
    await().until(reader::caughtUp);
    assertThat(catalog.size()).as("nobody knows yet whether its event has ended").isEqualTo(2);

    eventsKnown = true;

    await().until(() -> catalog.size() == 1);
    assertThat(catalog.current(AUDIO)).isPresent();
  }

  @Test
  void itFollowsWhatComesLater() {
    MockConsumer<String, byte[]> consumer = consumer(Map.of(), List.of());
    consumers.add(consumer);
    reader.start();
    await().until(reader::caughtUp);

    consumer.schedulePollTask(() -> consumer.addRecord(record(0, 0, Mp4.init(3))));

    await().until(() -> catalog.size() == 1);
  }

  @Test
  void unreadableRecordsHideNoOthers() {
    ConsumerRecord<String, byte[]> noHeaders =
        record(0, 0, "acme/cup/v0#x", new RecordHeaders(), new byte[1]);
    ConsumerRecord<String, byte[]> deleted = record(0, 1, "any", new RecordHeaders(), null);
    consumers.add(consumer(Map.of(0, 3L), List.of(noHeaders, deleted, record(0, 2, Mp4.init(1)))));
    reader.start();
    await().until(reader::caughtUp);

    assertThat(current().copy().position().offset()).isEqualTo(2);
  }

  @Test
  void itStartsOverWhenKafkaFails() {
    MockConsumer<String, byte[]> failing = consumer(Map.of(0, 1L), List.of());
    failing.setPollException(new KafkaException("away"));
    consumers.add(failing);
    consumers.add(consumer(Map.of(0, 1L), List.of(record(0, 0, Mp4.init(1)))));
    reader.start();

    await().until(reader::caughtUp);
    assertThat(failing.closed()).isTrue();
  }

  @Test
  void anOlderInitSegmentDoesNotReplaceANewerOne() {
    consumers.add(consumer(Map.of(0, 1L), List.of(record(0, 5, Mp4.init(2)))));
    reader.start();
    await().until(() -> catalog.size() == 1);
    CurrentInit newest = current();

    catalog.enter(
        new CurrentInit(
            new StoredCopy(newest.copy().segment(), new RecordPosition(TOPIC, 0, 4)),
            Optional.empty()));

    assertThat(current()).isEqualTo(newest);
  }
}
