package io.liveorigin.standalone.kafka;

import static io.liveorigin.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.standalone.support.KafkaProbe;
import io.liveorigin.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invariant: a record that was acknowledged with acks=all is there, byte for byte and at its
 * offset, after the process was killed or stopped at any time and started again on its directory;
 * and it serves again within {@link Patience#LIMIT}.
 */
class EmbeddedKafkaFaultIT {
  private static final String TOPIC = "segments.a";
  private static final int PARTITIONS = 4;
  private static final int ENOUGH = 40;
  private static final int SESSION_MS =
      Integer.parseInt(BrokerSettings.limits().get("broker.session.timeout.ms"));

  @TempDir Path temp;

  @Test
  void acknowledgedRecordsSurviveKillsWhileOthersAreOnTheirWay() {
    AcknowledgedRecords records = new AcknowledgedRecords();
    String cluster = "";
    for (int round = 0; round < 3; round++) {
      try (Jvm process = startProcess("round-" + round)) {
        Ready ready = ready(process);
        if (round == 0) {
          cluster = ready.cluster();
          ready.kafka().create(new NewTopic(TOPIC, PARTITIONS, (short) 1));
        }
        assertThat(ready.cluster()).isEqualTo(cluster);
        records.assertAllIn(ready.kafka());
        produceAndKill(process, ready.kafka(), records);
      }
    }
    try (Jvm process = startProcess("last")) {
      records.assertAllIn(ready(process).kafka());
    }
    assertThat(records.count()).isGreaterThanOrEqualTo(3 * ENOUGH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "embedded-kafka.lock",
        "bootstrap.checkpoint",
        "meta.properties",
        "__cluster_metadata-0",
        "__cluster_metadata-0/quorum-state"
      })
  void aFirstStartKilledHalfWayDoesNotSpoilTheDirectory(String file) {
    try (Jvm process = startProcess("killed")) {
      await(file)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> Files.exists(data().resolve(file)));
      process.kill();
      assertThat(process.output()).doesNotContain("READY");
    }
    AcknowledgedRecords records = new AcknowledgedRecords();
    try (Jvm process = startProcess("second")) {
      KafkaProbe kafka = ready(process).kafka();
      kafka.create(new NewTopic(TOPIC, PARTITIONS, (short) 1));
      records.produce(kafka, TOPIC, PARTITIONS, 5);
      records.assertAllIn(kafka);
    }
  }

  @Test
  void aRestartKilledWhileItRecoversLosesNothing() throws Exception {
    AcknowledgedRecords records = new AcknowledgedRecords();
    try (Jvm process = startProcess("first")) {
      KafkaProbe kafka = ready(process).kafka();
      kafka.create(new NewTopic(TOPIC, PARTITIONS, (short) 1));
      produceAndKill(process, kafka, records);
    }
    Path quorumState = data().resolve("__cluster_metadata-0/quorum-state");
    FileTime before = Files.getLastModifiedTime(quorumState);
    try (Jvm process = startProcess("recovering")) {
      await("the restarted controller to be elected")
          .pollInterval(Duration.ofMillis(1))
          .until(() -> Files.getLastModifiedTime(quorumState).compareTo(before) > 0);
      process.kill();
      assertThat(process.output()).doesNotContain("READY");
    }
    try (Jvm process = startProcess("last")) {
      records.assertAllIn(ready(process).kafka());
    }
  }

  /**
   * The broker is fenced and unfenced meanwhile. Both producers have written before: a new one
   * whose first record falls into that moment may fail, because Kafka takes its second record
   * first.
   */
  @Test
  void aProcessStoppedForLongerThanItsSessionGoesOnAndLosesNothing() throws Exception {
    AcknowledgedRecords records = new AcknowledgedRecords();
    Map<String, Object> patient = Map.of("delivery.timeout.ms", 60_000);
    Map<String, Object> givesUp =
        Map.of("delivery.timeout.ms", 2 * SESSION_MS, "request.timeout.ms", 1_000);
    try (Jvm process = startProcess("stopped")) {
      KafkaProbe kafka = ready(process).kafka();
      kafka.create(new NewTopic(TOPIC, PARTITIONS, (short) 1));
      try (KafkaProducer<String, byte[]> producer = kafka.producer(patient);
          KafkaProducer<String, byte[]> clock = kafka.producer(givesUp)) {
        ProducerRecord<String, byte[]> tick = new ProducerRecord<>(TOPIC, 0, "tick", new byte[1]);
        Patience.get(clock.send(tick));
        records.produce(producer, TOPIC, PARTITIONS, 20);

        process.pause();
        for (int i = 0; i < 20; i++) {
          records.send(producer, TOPIC, i % PARTITIONS);
        }
        // The time-out of this record is what the pause lasts.
        assertThatThrownBy(() -> Patience.get(clock.send(tick)))
            .hasCauseInstanceOf(TimeoutException.class);
        assertThat(records.count()).isEqualTo(20);
        process.resume();

        producer.flush();
        assertThat(records.count()).isEqualTo(40);
        records.produce(producer, TOPIC, PARTITIONS, 20);
      }
      records.assertAllIn(kafka);
    }
  }

  @Test
  void theDirectoryOfALivingProcessIsRefusedAndThatOfAKilledOneIsNot() {
    AcknowledgedRecords records = new AcknowledgedRecords();
    try (Jvm process = startProcess("holder")) {
      KafkaProbe kafka = ready(process).kafka();
      kafka.create(new NewTopic(TOPIC, PARTITIONS, (short) 1));
      records.produce(kafka, TOPIC, PARTITIONS, 5);

      assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafkaConfig.in(data())))
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContaining(data().toString())
          .hasMessageContaining("in use");

      records.produce(kafka, TOPIC, PARTITIONS, 5);
      process.kill();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(data()))) {
      records.assertAllIn(new KafkaProbe(kafka.bootstrapServers()));
    }
  }

  /** Kills the process when enough is acknowledged, with more on its way. */
  private static void produceAndKill(Jvm process, KafkaProbe kafka, AcknowledgedRecords records) {
    int before = records.count();
    int sent = 0;
    try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of("max.block.ms", 30_000))) {
      while (records.count() < before + ENOUGH) {
        records.send(producer, TOPIC, sent++ % PARTITIONS);
      }
      process.kill();
      producer.close(Duration.ZERO);
    }
    assertThat(records.count() - before).as("acknowledged, of %s sent", sent).isLessThan(sent);
  }

  private Jvm startProcess(String name) {
    return Jvm.of(BrokerProcess.class).args(data(), 0).heap("256m").start(output(name));
  }

  private static Ready ready(Jvm process) {
    List<String> words = List.of(process.awaitLine("READY ", Patience.LIMIT).split(" "));
    return new Ready(new KafkaProbe(words.get(1)), words.get(2));
  }

  private record Ready(KafkaProbe kafka, String cluster) {}

  private Path data() {
    return temp.resolve("data");
  }

  private Path output(String name) {
    return temp.resolve(name + ".log");
  }
}
