package io.liveorigin.selector.topology;

import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlJson;
import io.liveorigin.contract.control.ControlKey;
import io.liveorigin.contract.control.Invalidation;
import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.topic.Topics;
import io.liveorigin.contract.wire.DecisionJson;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.selector.judge.TrackSamples;
import io.liveorigin.selector.task.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;

/** The input of the tests to the topics that the topology reads. */
abstract class SelectorInput {
  private boolean initsSent;

  /** Writes to a topic; the topology reads it at once. */
  abstract void pipe(String topic, TestRecord<String, byte[]> record);

  /** Returns the brokers' time. */
  abstract Instant instant();

  void apply(EventDefinition event) {
    control(ControlKey.event(event.id()), Optional.of(ControlJson.write(event)));
  }

  void mask(String id, String pipeline, long from, long to) {
    Mask mask = new Mask("t", "e", id, pipeline, "*", from, to, "test");
    control(ControlKey.mask(SampleEvent.TRACK.event(), id), Optional.of(ControlJson.write(mask)));
  }

  void delete(EventDefinition event) {
    control(ControlKey.event(event.id()), Optional.empty());
  }

  void unmask(String id) {
    control(ControlKey.mask(SampleEvent.TRACK.event(), id), Optional.empty());
  }

  void invalidate(String id) {
    Invalidation order =
        new Invalidation("t", "e", id, null, null, null, null, instant().toEpochMilli(), null, "");
    control(
        ControlKey.invalidation(SampleEvent.TRACK.event(), id),
        Optional.of(ControlJson.write(order)));
  }

  private void control(ControlKey key, Optional<byte[]> value) {
    pipe(Topics.CONTROL, new TestRecord<>(key.toString(), value.orElse(null), instant()));
  }

  /**
   * Publishes a copy with these defects that was inspected with an init segment; copies with equal
   * content have equal bytes. The init segments of all pipelines precede the first copy.
   */
  void put(String pipeline, long number, String content, Defect... defects) {
    if (!initsSent) {
      initsSent = true;
      List.of("a", "b", "c").forEach(p -> putInit(p, "init"));
    }
    put(pipeline, number, content, TrackSamples.init(SampleEvent.PLAIN), defects);
  }

  /**
   * Publishes a copy that could not be checked, because no init segment of its pipeline was known.
   */
  void putUnchecked(String pipeline, long number, String content, Defect... defects) {
    put(pipeline, number, content, Facts.NONE, defects);
  }

  void put(String pipeline, long number, String content, Facts facts, Defect... defects) {
    put(new SegmentAddress(SampleEvent.TRACK, number), pipeline, content, facts, defects);
  }

  void put(
      SegmentAddress address, String pipeline, String content, Facts facts, Defect... defects) {
    send(pipeline, address, content.getBytes(StandardCharsets.UTF_8), facts, List.of(defects));
  }

  void putInit(String pipeline, String content) {
    putInit(pipeline, content, TrackSamples.init(SampleEvent.PLAIN));
  }

  void putInit(String pipeline, String content, Facts facts, Defect... defects) {
    initsSent = true;
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    send(pipeline, new InitAddress(SampleEvent.TRACK), bytes, facts, List.of(defects));
  }

  void send(String pipeline, Address address, byte[] bytes, Facts facts, List<Defect> defects) {
    SegmentRecord record =
        new SegmentRecord(address, "video/mp4", Digest.of(bytes), facts, defects);
    raw(record.topic(pipeline), record.key(), bytes, record.headers());
  }

  /** Publishes a copy that arrived earlier and has not been read until now. */
  void putArrived(String pipeline, long number, Instant arrival) {
    byte[] bytes = (pipeline + number).getBytes(StandardCharsets.UTF_8);
    SegmentRecord record =
        new SegmentRecord(
            new SegmentAddress(SampleEvent.TRACK, number),
            "video/mp4",
            Digest.of(bytes),
            TrackSamples.init(SampleEvent.PLAIN),
            List.of());
    pipe(record.topic(pipeline), new TestRecord<>(record.key(), bytes, record.headers(), arrival));
  }

  void raw(String topic, String key, byte[] value, Headers headers) {
    pipe(topic, new TestRecord<>(key, value, headers, instant()));
  }

  /** Adds a decision of another cell to the log. */
  void otherCell(Decision decision) {
    pipe(
        decision.address() instanceof InitAddress ? Topics.INIT_SELECTIONS : Topics.SELECTIONS,
        new TestRecord<>(
            decision.address().track().key(), DecisionJson.write(decision), instant()));
  }

  void putInit(InitAddress address, String pipeline, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    send(pipeline, address, bytes, TrackSamples.init(SampleEvent.PLAIN), List.of());
  }
}
