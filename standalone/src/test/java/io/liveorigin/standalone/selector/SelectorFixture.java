package io.liveorigin.standalone.selector;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.clock.NodeClock;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.ContentType;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.schedule.SegmentDuration;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.InitSetup;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.TopicSetup;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.DecisionIndex;
import io.liveorigin.selector.Lookup;
import io.liveorigin.selector.SelectorListener;
import io.liveorigin.selector.run.Selector;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.standalone.support.ControlRecords;
import io.liveorigin.standalone.support.InProcessBroker;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A broker and what a selector needs around it. Segments of 0.2 s keep the schedule's steps short.
 */
final class SelectorFixture implements AutoCloseable {
  static final Track TRACK = Track.of("t", "e", "v0");
  static final Clock CLOCK = Clock.systemUTC();

  /** Of everything that is published here: it was inspected with an init segment like this. */
  private static final InitSetup SETUP = new InitSetup("00000000000000aa", "0000000000000000");

  private static final Facts INSPECTED = inspected(List.of());
  private static final List<String> PIPELINES = List.of("a", "b");

  private final Set<Track> withInit = ConcurrentHashMap.newKeySet();
  private final InProcessBroker broker = InProcessBroker.start(Map.of());
  private final KafkaSettings kafka =
      new KafkaSettings(broker.bootstrapServers(), TopicSettings.singleNode());
  private final Admin admin = kafka.admin("fixture");
  private final Producer<String, byte[]> producer =
      kafka.durableProducer("fixture", Patience.LIMIT);

  private final ControlRecords control;

  SelectorFixture() {
    new TopicSetup(admin, kafka.topics()).ensureShared();
    control = new ControlRecords(kafka, "fixture");
  }

  KafkaSettings kafka() {
    return kafka;
  }

  Selector start(String cell, Path stateDir) {
    return start(cell, stateDir, SelectorListener.NONE);
  }

  Selector start(String cell, Path stateDir, SelectorListener listener) {
    return Selector.start(
        SelectorConfig.of(kafka, cell, "n1", stateDir),
        listener,
        new SimpleMeterRegistry(),
        NodeClock.reliable(CLOCK));
  }

  void ensurePipelines(Collection<String> pipelines) {
    new TopicSetup(admin, kafka.topics()).ensurePipelines(pipelines);
  }

  EventDefinition apply(List<String> pipelines) {
    ensurePipelines(pipelines);
    EventDefinition event =
        EventDefinition.of(
                "t",
                "e",
                pipelines,
                List.of(representation("v0"), representation("v1"), representation("a0")))
            .withSegmentDuration(new SegmentDuration(1, 5))
            .withDeadlines(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(1));
    control.write(edit -> edit.put(event));
    return event;
  }

  void mask(String id, String pipeline, long from, long to) {
    Mask mask = new Mask("t", "e", id, pipeline, "*", from, to, "test");
    control.write(edit -> edit.put(mask));
  }

  void unmask(String id) {
    control.write(edit -> edit.delete(ControlKey.mask(TRACK.event(), id)));
  }

  /** Every value that a topic holds now. */
  List<byte[]> values(String topic) {
    return new KafkaProbe(broker.bootstrapServers()).values(topic);
  }

  private static Representation representation(String id) {
    return new Representation(
        id,
        ContentType.VIDEO,
        "avc1.64001f",
        500_000,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The number whose media ends next. */
  static long currentNumber() {
    return CLOCK.millis() / 200;
  }

  /** Every decision so far is gone from the log, as retention would do it. */
  void deleteSelections() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int i = 0; i < kafka.topics().partitions(); i++) {
      ends.put(new TopicPartition(Topics.SELECTIONS, i), OffsetSpec.latest());
    }
    Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
    KafkaProbe.get(admin.listOffsets(ends).all())
        .forEach((p, end) -> before.put(p, RecordsToDelete.beforeOffset(end.offset())));
    KafkaProbe.get(admin.deleteRecords(before).all());
  }

  RecordMetadata put(String pipeline, long number, String content, Defect... defects) {
    return put(
        pipeline,
        new SegmentAddress(TRACK, number),
        content.getBytes(StandardCharsets.UTF_8),
        List.of(defects));
  }

  RecordMetadata putInit(String pipeline, String content) {
    return put(
        pipeline, new InitAddress(TRACK), content.getBytes(StandardCharsets.UTF_8), List.of());
  }

  RecordMetadata put(String pipeline, Address address, byte[] bytes, List<Defect> defects) {
    return acknowledged(send(pipeline, address, bytes, defects));
  }

  /** Ends the tracks of a pipeline: a segment with brand {@code lmsg} in each. */
  void putLast(String pipeline, long number, List<String> representations) {
    for (String representation : representations) {
      byte[] bytes = (pipeline + " last of " + representation).getBytes(StandardCharsets.UTF_8);
      Address address = new SegmentAddress(new Track(TRACK.event(), representation, 0), number);
      Facts last = inspected(List.of("msdh", "lmsg"));
      acknowledged(send(pipeline, address, bytes, last, List.of()));
    }
  }

  /** A record of anybody's making. */
  RecordMetadata raw(String topic, int partition, String key, byte[] value) {
    return acknowledged(producer.send(new ProducerRecord<>(topic, partition, key, value)));
  }

  /** Creates topics, whatever their names. */
  void create(List<String> topics) {
    int partitions = kafka.topics().partitions();
    Patience.get(
        admin
            .createTopics(topics.stream().map(t -> new NewTopic(t, partitions, (short) 1)).toList())
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  private static RecordMetadata acknowledged(Future<RecordMetadata> sent) {
    return Patience.get(sent);
  }

  /** The first of a track is preceded by an init segment of each pipeline. */
  Future<RecordMetadata> send(
      String pipeline, Address address, byte[] bytes, List<Defect> defects) {
    if (withInit.add(address.track()) && address instanceof SegmentAddress) {
      byte[] init = ("init of " + address.track()).getBytes(StandardCharsets.UTF_8);
      for (String each : PIPELINES) {
        acknowledged(send(each, new InitAddress(address.track()), init, INSPECTED, List.of()));
      }
    }
    return send(pipeline, address, bytes, INSPECTED, defects);
  }

  private static Facts inspected(List<String> brands) {
    return new Facts(List.of(), brands, 1, OptionalLong.empty(), Optional.of(SETUP), false, false);
  }

  private Future<RecordMetadata> send(
      String pipeline, Address address, byte[] bytes, Facts facts, List<Defect> defects) {
    SegmentRecord record =
        new SegmentRecord(address, "video/mp4", Digest.of(bytes), facts, defects);
    return producer.send(
        record.toProducerRecord(pipeline, kafka.topics().partitions(), CLOCK.millis(), bytes));
  }

  static void awaitReady(Selector selector) {
    Patience.await()
        .untilAsserted(
            () ->
                org.assertj.core.api.Assertions.assertThat(selector.index().readiness().reason())
                    .isEmpty());
  }

  static Decision awaitDecision(DecisionIndex index, Address address) {
    return Patience.await()
        .until(() -> decision(index, address), Optional::isPresent)
        .orElseThrow();
  }

  static Optional<Decision> decision(DecisionIndex index, Address address) {
    return index.lookup(address) instanceof Lookup.Decided decided
        ? Optional.of(decided.decision())
        : Optional.empty();
  }

  static String winner(Decision decision) {
    return decision.winner().map(Candidate::pipeline).orElse("none");
  }

  @Override
  public void close() {
    control.close();
    producer.close(Duration.ofSeconds(2));
    admin.close(Duration.ofSeconds(2));
    broker.close();
  }
}
