package io.liveorigin.standalone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.kafka.record.SegmentRecord;
import io.liveorigin.standalone.support.InProcessBroker;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ingest on a real broker: what is in the log when a 2xx has been given. */
class IngestKafkaIT {
  private InProcessBroker broker;

  @BeforeEach
  void startBroker() {
    broker = InProcessBroker.start(Map.of());
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  private IngestConfig config() {
    return IngestConfig.of("a", 0, IngestFixture.kafka(broker.bootstrapServers()));
  }

  private IngestFixture ingest() {
    return IngestFixture.start(config(), IngestFixture.event());
  }

  @Test
  void anAnsweredSegmentIsInTheLogAsTheContractSays() {
    try (IngestFixture ingest = ingest().publishEvent()) {
      assertThat(ingest.server().ready()).isTrue();
      assertThat(ingest.putInit().statusCode()).isEqualTo(201);
      long number = ingest.numberNow();
      byte[] body = ingest.segment(number);
      long before = System.currentTimeMillis();

      HttpResponse<byte[]> answer = ingest.put(number, body, "Segment-Defects", "x-test;count=2");

      assertThat(answer.statusCode()).isEqualTo(201);
      List<ConsumerRecord<String, byte[]>> records = ingest.records("segments.a");
      assertThat(records).hasSize(1);
      ConsumerRecord<String, byte[]> record = records.get(0);
      assertThat(record.key()).isEqualTo(IngestFixture.VIDEO.key());
      assertThat(record.value()).isEqualTo(body);
      assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
      SegmentRecord read = SegmentRecord.read(record.topic(), record.key(), record.headers());
      assertThat(read.digest()).isEqualTo(Digest.of(body));
      assertThat(read.contentType()).isEqualTo("video/mp4");
      assertThat(read.address()).hasToString("t/e/v360/" + number);
      assertThat(read.defects()).extracting(Defect::name).containsExactly("x-test");
      assertThat(read.facts().tracks().get(0).samples()).isEqualTo(50);
      JsonNode position = WireJson.readTree(answer.body()).path("record");
      assertThat(position.path("topic").asText()).isEqualTo("segments.a");
      assertThat(position.path("partition").asInt()).isEqualTo(record.partition());
      assertThat(position.path("offset").asLong()).isEqualTo(record.offset());
    }
  }

  @Test
  void theSameBytesAgainAddNoRecord() {
    try (IngestFixture ingest = ingest().publishEvent()) {
      long number = ingest.numberNow();
      byte[] body = ingest.segment(number);

      assertThat(ingest.put(number, body).statusCode()).isEqualTo(201);
      assertThat(ingest.put(number, body).statusCode()).isEqualTo(200);

      assertThat(ingest.records("segments.a")).hasSize(1);
    }
  }

  /** Packagers send an init segment once: after a restart of ours the log must tell us. */
  @Test
  void afterARestartEventsAndInitSegmentsAreKnown() {
    try (IngestFixture ingest = ingest().publishEvent()) {
      assertThat(ingest.putInit().statusCode()).isEqualTo(201);
    }
    try (IngestFixture again = ingest()) {
      HttpResponse<byte[]> init = again.putInit();
      assertThat(init.statusCode()).isEqualTo(200);
      assertThat(IngestFixture.text(init, "outcome")).isEqualTo("repeated");
      assertThat(again.records("inits.a")).hasSize(1);

      // Only with the timescale of the init segment can the wrong time be found.
      long number = again.numberNow();
      HttpResponse<byte[]> wrong = again.put(number, again.segment(number - 7));
      assertThat(wrong.statusCode()).isEqualTo(201);
      JsonNode defects = WireJson.readTree(wrong.body()).path("segment").path("defects");
      assertThat(defects.get(0).path("kind").asText()).isEqualTo("decode-time-mismatch");
    }
  }

  /** This is the only copy of its pipeline: it is taken, and says of nobody that he was late. */
  @ParameterizedTest
  @ValueSource(longs = {60, -60})
  void anIngestWhoseClockIsWrongRecordsArrivalsByTheBrokersTime(long seconds) {
    Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
    try (IngestFixture ingest =
        IngestFixture.start(config(), IngestFixture.event(), wrong).publishEvent()) {
      HttpResponse<byte[]> health = ingest.http().get("/-/health/ready");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(new String(health.body(), StandardCharsets.UTF_8))
          .contains("synchronize it by NTP");
      long number = ingest.numberNow();
      long before = System.currentTimeMillis();

      assertThat(ingest.put(number, ingest.segment(number)).statusCode()).isEqualTo(201);

      assertThat(ingest.records("segments.a").get(0).timestamp())
          .isBetween(before - 1_000, System.currentTimeMillis() + 1_000);
    }
  }

  /** A bigger segment than any default of Kafka would let through. */
  @Test
  void aSegmentAsLargeAsTheCapIsStored() {
    try (IngestFixture ingest = ingest().publishEvent()) {
      byte[] largest = new byte[TopicSettings.STANDARD_SEGMENT_BYTES];

      assertThat(ingest.put(ingest.numberNow(), largest).statusCode()).isEqualTo(201);

      assertThat(ingest.records("segments.a").get(0).value()).hasSize(largest.length);
    }
  }

  /** Whoever raises the setting need not alter the topics that are there. */
  @Test
  void theCapFollowsTheSettingAlsoOverTopicsThatAreThere() {
    byte[] large = new byte[TopicSettings.STANDARD_SEGMENT_BYTES + 1_000_000];
    try (IngestFixture ingest = ingest().publishEvent()) {
      assertThat(ingest.put(ingest.numberNow(), large).statusCode()).isEqualTo(413);
    }
    KafkaSettings raised =
        new KafkaSettings(
            broker.bootstrapServers(),
            TopicSettings.singleNode().withMaxSegmentBytes(large.length));
    try (IngestFixture ingest =
        IngestFixture.start(IngestConfig.of("a", 0, raised), IngestFixture.event())) {
      assertThat(ingest.put(ingest.numberNow(), large).statusCode()).isEqualTo(201);
      assertThat(ingest.records("segments.a").get(0).value()).hasSize(large.length);
    }
  }

  /**
   * Invariant: no 2xx without the replicas that the settings promise. Topics of a single-node
   * installation acknowledge with one replica; a production ingest over them must not.
   */
  @Test
  void overTopicsThatPromiseLessNothingIsTaken() {
    try (IngestFixture single = ingest().publishEvent()) {
      assertThat(single.putInit().statusCode()).isEqualTo(201);
    }
    KafkaSettings production =
        new KafkaSettings(
            broker.bootstrapServers(),
            new TopicSettings(4, (short) 3, (short) 2, Duration.ofHours(6)));
    try (IngestFixture ingest =
        IngestFixture.start(IngestConfig.of("a", 0, production), IngestFixture.event())) {
      assertThat(ingest.server().ready()).isFalse();
      HttpResponse<byte[]> refused = ingest.put(ingest.numberNow(), new byte[] {1});
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(IngestFixture.text(refused, "code")).isEqualTo("not-ready");
      assertThat(IngestFixture.text(refused, "detail")).contains("min.insync.replicas");
      assertThat(ingest.http().get("/-/health/ready").statusCode()).isEqualTo(503);
      assertThat(ingest.records("segments.a")).isEmpty();
    }
  }

  @Test
  void anAddressThatIsTakenIsSaidAndLeavesNothingOpen() {
    try (IngestFixture first = ingest()) {
      IngestConfig taken = IngestConfig.of("a", first.server().port(), config().kafka());
      List<String> before = ingestThreads();

      assertThatThrownBy(() -> IngestFixture.start(taken, IngestFixture.event()))
          .isInstanceOf(OriginException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + first.server().port());

      assertThat(ingestThreads()).isEqualTo(before);
    }
  }

  /** The threads that only a running ingest has; those of its pools come and go. */
  private static List<String> ingestThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("ingest-a-(inits|control|replicas)"))
        .sorted()
        .toList();
  }
}
