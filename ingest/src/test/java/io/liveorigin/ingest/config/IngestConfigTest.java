package io.liveorigin.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.ingest.store.DeliverySettings;
import io.liveorigin.ingest.upload.UploadLimits;
import io.liveorigin.kafka.KafkaSettings;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IngestConfigTest {
  private static final KafkaSettings KAFKA =
      new KafkaSettings("127.0.0.1:9092", TopicSettings.singleNode());
  private static final UploadLimits UPLOADS = UploadLimits.standard(TopicSettings.singleNode());
  private static final DeliverySettings DELIVERY = DeliverySettings.standard();
  private static final int MIB = 1024 * 1024;
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A key and a way to give it a value that is refused. */
  record Bad(String key, Callable<?> attempt) {
    @Override
    public String toString() {
      return key;
    }
  }

  private static Bad ingest(
      String key,
      String host,
      int port,
      List<String> pipelines,
      KafkaSettings kafka,
      UploadLimits uploads,
      DeliverySettings delivery) {
    return new Bad(
        "ingest." + key,
        () -> new IngestConfig(host, port, pipelines, kafka, uploads, delivery, Optional.empty()));
  }

  private static Bad uploads(String key, int body, long inFlight, Duration idle, int threads) {
    return new Bad("uploads." + key, () -> new UploadLimits(body, inFlight, idle, threads));
  }

  private static Bad delivery(
      String key, Duration alarm, Duration attempt, Duration pause, Duration minimum) {
    return new Bad("delivery." + key, () -> new DeliverySettings(alarm, attempt, pause, minimum));
  }

  static Stream<Bad> refused() {
    return Stream.of(
        ingest("host", " ", 0, List.of("a"), KAFKA, UPLOADS, DELIVERY),
        ingest("port", "h", -1, List.of("a"), KAFKA, UPLOADS, DELIVERY),
        ingest("port", "h", 65_536, List.of("a"), KAFKA, UPLOADS, DELIVERY),
        ingest("pipelines", "h", 0, List.of("a/b"), KAFKA, UPLOADS, DELIVERY),
        ingest("pipelines", "h", 0, List.of(), KAFKA, UPLOADS, DELIVERY),
        ingest("pipelines", "h", 0, List.of("a", "b", "a"), KAFKA, UPLOADS, DELIVERY),
        ingest("kafka", "h", 0, List.of("a"), null, UPLOADS, DELIVERY),
        ingest("uploads", "h", 0, List.of("a"), KAFKA, null, DELIVERY),
        ingest("delivery", "h", 0, List.of("a"), KAFKA, UPLOADS, null),
        new Bad(
            "ingest.tls",
            () -> new IngestConfig("h", 0, List.of("a"), KAFKA, UPLOADS, DELIVERY, null)),
        uploads("maxBodyBytes", 0, MIB, SECOND, 8),
        uploads("maxBodyBytes", 64 * MIB + 1, 256 * MIB, SECOND, 8),
        uploads("maxInFlightBytes", MIB, MIB - 1, SECOND, 8),
        new Bad("uploads.memoryWait", () -> UPLOADS.withMemoryWait(Duration.ofSeconds(31))),
        uploads("idleTimeout", MIB, MIB, Duration.ofMillis(99), 8),
        uploads("idleTimeout", MIB, MIB, Duration.ofHours(1), 8),
        uploads("threads", MIB, MIB, SECOND, 7),
        uploads("threads", MIB, MIB, SECOND, 10_001),
        new Bad("uploads.readWindow", () -> UPLOADS.withReadWindow(Duration.ofMillis(99))),
        new Bad("uploads.clients", () -> UPLOADS.withClients(null)),
        delivery("alarm", Duration.ZERO, SECOND, SECOND, SECOND),
        delivery("attempt", SECOND, Duration.ofMillis(99), SECOND, SECOND),
        delivery("pause", SECOND, SECOND, Duration.ofMinutes(1), SECOND),
        delivery("minimum", SECOND, SECOND, SECOND, Duration.ofHours(1)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aBadValueIsRefusedByItsKey(Bad bad) {
    assertThatThrownBy(bad.attempt()::call)
        .isInstanceOf(OriginException.class)
        .hasMessageStartingWith(bad.key() + " must be ");
  }

  @Test
  void everyKeyHasARefusedValue() {
    Set<String> keys = new TreeSet<>();
    keys.addAll(keys("ingest.", IngestConfig.class));
    keys.addAll(keys("uploads.", UploadLimits.class));
    keys.addAll(keys("delivery.", DeliverySettings.class));

    assertThat(refused().map(Bad::key).collect(Collectors.toSet())).isEqualTo(keys);
  }

  /** One setting decides; a body that the topics do not take would be stored by nobody. */
  @Test
  void aBodyIsNoLargerThanTheTopicsTakeIt() {
    KafkaSettings large =
        new KafkaSettings(
            "127.0.0.1:9092", TopicSettings.singleNode().withMaxSegmentBytes(40 * MIB));
    IngestConfig config = IngestConfig.of("a", 0, large);
    assertThat(config.uploads().maxBodyBytes()).isEqualTo(40 * MIB);
    assertThatThrownBy(
            () ->
                new IngestConfig(
                    "h", 0, List.of("a"), KAFKA, config.uploads(), DELIVERY, Optional.empty()))
        .hasMessage(
            "ingest.uploads.maxBodyBytes must be at most the limit of the topics, 16777216, but is"
                + " '41943040'");
  }

  private static Set<String> keys(String prefix, Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(prefix::concat)
        .collect(Collectors.toSet());
  }

  @Test
  void theStandardIsTheLoopbackAddressAndLimitsOfTheContract() {
    IngestConfig config = IngestConfig.of("a", 0, KAFKA);

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.uploads().maxBodyBytes()).isEqualTo(16 * MIB);
    assertThat(config.delivery().alarm()).isEqualTo(Duration.ofMillis(500));
    // A segment lasts 60 s at most, and FFmpeg opens a PUT one segment before its body.
    assertThat(config.uploads().idleTimeout()).isGreaterThan(Duration.ofSeconds(60));
    assertThat(config.withHost("::1").host()).isEqualTo("::1");
  }
}
