package io.liveorigin.standalone.kafka;

import static io.liveorigin.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.liveorigin.standalone.support.KafkaProbe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = "segments.a";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 1);

  @TempDir Path temp;

  @Test
  void topicsRecordsOffsetsAndClusterIdSurviveARestart() {
    AcknowledgedRecords records = new AcknowledgedRecords();
    String cluster;
    try (EmbeddedKafka kafka = start()) {
      cluster = kafka.clusterId();
      KafkaProbe probe = probe(kafka);
      probe.create(
          new NewTopic(TOPIC, 2, (short) 1).configs(Map.of("max.message.bytes", "12345678")));
      records.produce(probe, TOPIC, 2, 10);
      commit(probe, 3);
    }
    try (EmbeddedKafka kafka = start()) {
      KafkaProbe probe = probe(kafka);
      assertThat(kafka.clusterId()).isEqualTo(cluster);
      records.assertAllIn(probe);
      assertThat(committed(probe)).isEqualTo(3);
      assertThat(topicSetting(probe, "max.message.bytes")).isEqualTo("12345678");

      records.produce(probe, TOPIC, 2, 10);
      records.assertAllIn(probe);
    }
    assertThat(records.count()).isEqualTo(20);
  }

  @Test
  void aPortInUseIsNamedAndTheDirectoryStaysFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> EmbeddedKafka.start(new EmbeddedKafkaConfig(data(), port, Map.of())))
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContainingAll("Kafka port " + port, "in use", "another port");
    }
    assertThatCode(() -> start().close()).doesNotThrowAnyException();
  }

  @Test
  void theSamePortCanBeUsedAgainAtOnce() {
    String address;
    int port;
    try (EmbeddedKafka kafka = start()) {
      address = kafka.bootstrapServers();
      port = port(kafka);
      probe(kafka).create(new NewTopic(TOPIC, 1, (short) 1));
    }
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(new EmbeddedKafkaConfig(data(), port, Map.of()))) {
      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      try (Admin admin = new KafkaProbe(address).admin()) {
        assertThat(KafkaProbe.get(admin.listTopics().names())).containsExactly(TOPIC);
      }
    }
  }

  @Test
  void onlyThisMachineReachesItAndOnlyByOneAddress() throws IOException {
    try (EmbeddedKafka kafka = start()) {
      int port = port(kafka);
      connect("127.0.0.1", port);
      // All of 127/8 is this machine: a socket on the wildcard address would answer here too.
      assertThatThrownBy(() -> connect("127.0.0.2", port)).isInstanceOf(ConnectException.class);
      try (Admin admin = probe(kafka).admin()) {
        assertThat(KafkaProbe.get(admin.describeCluster().nodes()))
            .extracting(Node::host, Node::port)
            .containsExactly(tuple("127.0.0.1", port));
      }
    }
  }

  @Test
  void overridesReachTheBroker() {
    Map<String, String> overrides = Map.of("log.retention.ms", "86400000", "num.io.threads", "3");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(new EmbeddedKafkaConfig(data(), 0, overrides));
        Admin admin = probe(kafka).admin()) {
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      var config = KafkaProbe.get(admin.describeConfigs(List.of(broker)).all()).get(broker);
      assertThat(config.get("log.retention.ms").value()).isEqualTo("86400000");
      assertThat(config.get("num.io.threads").value()).isEqualTo("3");
    }
  }

  @Test
  void settingsThatContradictEachOtherAreRefusedAndLeaveNothingRunning() {
    Map<String, String> contradiction =
        Map.of("socket.request.max.bytes", "2000000", "queued.max.request.bytes", "1000000");
    assertThatThrownBy(() -> EmbeddedKafka.start(new EmbeddedKafkaConfig(data(), 0, contradiction)))
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContaining("queued.max.request.bytes");
    assertThatCode(() -> start().close()).doesNotThrowAnyException();
  }

  @Test
  void twoRunSideBySideButNotOnOneDirectory() {
    try (EmbeddedKafka first = start();
        EmbeddedKafka second = EmbeddedKafka.start(EmbeddedKafkaConfig.in(temp.resolve("2")))) {
      assertThat(second.clusterId()).isNotEqualTo(first.clusterId());
      probe(second).create(new NewTopic("of.second", 1, (short) 1));

      assertThatThrownBy(this::start)
          .isInstanceOf(EmbeddedKafkaException.class)
          .hasMessageContainingAll(data().toString(), "in use", "another directory");

      probe(first).create(new NewTopic("of.first", 1, (short) 1));
      try (Admin admin = probe(first).admin()) {
        assertThat(KafkaProbe.get(admin.listTopics().names())).containsExactly("of.first");
      }
    }
  }

  @Test
  void aDirectoryWithOtherFilesIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("holiday.jpg"), "a picture");
    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContainingAll(data().toString(), "holiday.jpg", "empty directory");
    assertThat(data().resolve("meta.properties")).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafkaConfig.in(file.resolve("below"))))
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContainingAll(file.resolve("below").toString(), "can be written");
  }

  @Test
  void aBrokenQuorumFileFailsTheStartButNotTheJvm() throws IOException {
    start().close();
    Path quorumState = data().resolve("__cluster_metadata-0/quorum-state");
    String good = Files.readString(quorumState);
    Files.writeString(quorumState, "{ not json");

    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContainingAll("Kafka failed", quorumState.toString());

    Files.writeString(quorumState, good);
    assertThatCode(() -> start().close()).doesNotThrowAnyException();
  }

  @Test
  void aDirectoryOfAnotherNodeIsRefused() throws IOException {
    start().close();
    Path meta = data().resolve("meta.properties");
    Files.writeString(meta, Files.readString(meta).replace("node.id=1", "node.id=7"));
    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContainingAll(data().toString(), "7");
  }

  @Test
  void aBrokerThatStopsByItselfIsReported() {
    FatalFaults faults = new FatalFaults();
    try (LoopbackSockets sockets = LoopbackSockets.bind(0);
        DataDirectory directory = DataDirectory.open(data())) {
      Map<String, String> settings =
          BrokerSettings.of(
              directory.path(),
              sockets.clientPort(),
              sockets.controller().getPort(),
              Map.of(),
              ClientListener.plaintext());
      KafkaNode node = new KafkaNode(settings, sockets, faults);
      node.start();
      assertThat(faults.first()).isEmpty();
      node.stopBroker();
      await().until(() -> faults.first().isPresent());
      assertThat(faults.first().orElseThrow()).hasMessageContaining("stopped by itself");
      node.stop();
    }
  }

  @Test
  void closingIsNoFailureAndClosingTwiceDoesNothing() {
    EmbeddedKafka kafka = start();
    kafka.close();
    kafka.close();
    assertThat(kafka.failure()).isEmpty();
  }

  private EmbeddedKafka start() {
    return EmbeddedKafka.start(EmbeddedKafkaConfig.in(data()));
  }

  private Path data() {
    return temp.resolve("data");
  }

  private static int port(EmbeddedKafka kafka) {
    return Integer.parseInt(kafka.bootstrapServers().substring("127.0.0.1:".length()));
  }

  private static KafkaProbe probe(EmbeddedKafka kafka) {
    return new KafkaProbe(kafka.bootstrapServers());
  }

  private static void connect(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 2_000);
    }
  }

  private static void commit(KafkaProbe probe, long offset) {
    try (Admin admin = probe.admin()) {
      KafkaProbe.get(
          admin
              .alterConsumerGroupOffsets("cell", Map.of(PARTITION, new OffsetAndMetadata(offset)))
              .all());
    }
  }

  private static long committed(KafkaProbe probe) {
    try (Admin admin = probe.admin()) {
      return KafkaProbe.get(
              admin.listConsumerGroupOffsets("cell").partitionsToOffsetAndMetadata("cell"))
          .get(PARTITION)
          .offset();
    }
  }

  private static String topicSetting(KafkaProbe probe, String name) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    try (Admin admin = probe.admin()) {
      return KafkaProbe.get(admin.describeConfigs(List.of(topic)).all())
          .get(topic)
          .get(name)
          .value();
    }
  }
}
