package io.liveorigin.standalone.ingest;

import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.ingest.IngestServer;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.Partitions;
import io.liveorigin.packager.clip.Clip;
import io.liveorigin.standalone.stack.Http;
import io.liveorigin.standalone.support.ControlRecords;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** An ingest of pipeline a over some broker, and the clip's event in its control topic. */
final class IngestFixture implements AutoCloseable {
  static final Track VIDEO = Track.of("t", "e", "v360");

  private final KafkaSettings kafka;
  private final LiveEvent event;
  private final Clip clip = Clip.load();
  private final IngestServer server;

  private IngestFixture(KafkaSettings kafka, LiveEvent event, IngestServer server) {
    this.kafka = kafka;
    this.event = event;
    this.server = server;
  }

  static LiveEvent event() {
    return LiveEvent.of(Clip.eventDefinition("t", "e", List.of("a")));
  }

  /** An event whose segments are gone as soon as their media ends. */
  static LiveEvent impatientEvent() {
    EventDefinition d = event().definition();
    return LiveEvent.of(d.withDeadlines(Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  static KafkaSettings kafka(String bootstrapServers) {
    return new KafkaSettings(bootstrapServers, TopicSettings.singleNode());
  }

  static IngestFixture start(IngestConfig config, LiveEvent event) {
    return start(config, event, Clock.systemUTC());
  }

  /** On a machine with that clock. */
  static IngestFixture start(IngestConfig config, LiveEvent event, Clock clock) {
    IngestServer server = IngestServer.start(config, clock);
    return new IngestFixture(config.kafka(), event, server);
  }

  /** Puts the event into the control topic and waits until the ingest knows it. */
  IngestFixture publishEvent() {
    try (ControlRecords control = new ControlRecords(kafka, "test-control")) {
      control.write(edit -> edit.put(event.definition()));
    }
    Patience.await()
        .until(() -> http().put("/" + event.id() + "/", new byte[0]).statusCode() == 200);
    return this;
  }

  IngestServer server() {
    return server;
  }

  Http http() {
    return new Http(server.port());
  }

  /** The number whose media is on now. */
  long numberNow() {
    Instant now = Clock.systemUTC().instant();
    return event.schedule().newestPermitted(now.toEpochMilli()) - 5;
  }

  byte[] init() {
    return clip.track(VIDEO.representation()).orElseThrow().init();
  }

  byte[] segment(long number) {
    return clip.track(VIDEO.representation())
        .orElseThrow()
        .segment(number, event.schedule())
        .bytes();
  }

  HttpResponse<byte[]> putInit() {
    return http().put(event.urls().path(new InitAddress(VIDEO)), init());
  }

  HttpResponse<byte[]> put(long number, byte[] body, String... headers) {
    return http().put(event.urls().path(new SegmentAddress(VIDEO, number)), body, headers);
  }

  static String text(HttpResponse<byte[]> answer, String key) {
    return WireJson.readTree(answer.body()).path(key).asText();
  }

  /** Every record of the video track's partition of that topic. */
  List<ConsumerRecord<String, byte[]>> records(String topic) {
    return new KafkaProbe(kafka.bootstrapServers()).readAll(partition(topic));
  }

  private TopicPartition partition(String topic) {
    return new TopicPartition(topic, Partitions.of(VIDEO, kafka.topics().partitions()));
  }

  @Override
  public void close() {
    server.close();
  }
}
