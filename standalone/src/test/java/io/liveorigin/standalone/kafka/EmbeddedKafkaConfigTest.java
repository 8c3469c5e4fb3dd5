package io.liveorigin.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedKafkaConfigTest {
  @TempDir Path temp;

  @Test
  void aRelativeDirectoryIsMadeAbsolute() {
    assertThat(EmbeddedKafkaConfig.in(Path.of("a/../kafka")).dataDir())
        .isEqualTo(Path.of("kafka").toAbsolutePath());
  }

  @Test
  void theDirectoryMustBeGiven() {
    refused(null, 0, Map.of(), "dataDir", "give a directory");
  }

  @Test
  void theDirectoryMayNotHaveACommaInIt() {
    refused(temp.resolve("a,b"), 0, Map.of(), "dataDir", "a,b", "without commas");
  }

  @Test
  void theDirectoryMayNotBeAFile() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    refused(file, 0, Map.of(), "dataDir", file.toString(), "not a directory");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void aPortMustBeOne(int port) {
    refused(temp, port, Map.of(), "port " + port, "1 to 65535", "0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535})
  void aPortMayBeAnyOrZero(int port) {
    assertThat(new EmbeddedKafkaConfig(temp, port, Map.of()).port()).isEqualTo(port);
  }

  @Test
  void overridesMustBeGiven() {
    refused(temp, 0, null, "overrides", "empty map");
  }

  @Test
  void overridesAreCopied() {
    Map<String, String> mine = new HashMap<>(Map.of("num.io.threads", "3"));
    EmbeddedKafkaConfig config = new EmbeddedKafkaConfig(temp, 0, mine);
    mine.put("listeners", "PLAINTEXT://0.0.0.0:1");
    assertThat(config.overrides()).containsExactly(Map.entry("num.io.threads", "3"));
  }

  @Test
  void anOverrideMustBeASettingThatKafkaKnows() {
    refused(temp, 0, Map.of("num.io.treads", "3"), "num.io.treads", "not a broker setting");
  }

  @Test
  void anOverrideMustHaveANameAndAValue() {
    refused(
        temp, 0, Collections.singletonMap("num.io.threads", null), "num.io.threads", "no value");
    refused(temp, 0, Collections.singletonMap(null, "3"), "null", "not a broker setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node.id",
        "process.roles",
        "listeners",
        "advertised.listeners",
        "listener.security.protocol.map",
        "inter.broker.listener.name",
        "controller.listener.names",
        "controller.quorum.voters",
        "controller.quorum.bootstrap.servers",
        "log.dir",
        "log.dirs",
        "metadata.log.dir"
      })
  void whoItIsWhereItListensAndWhereItWritesIsNotForOverriding(String name) {
    refused(temp, 0, Map.of(name, "1"), "'" + name + "'", "by the embedded Kafka itself");
  }

  @ParameterizedTest
  @CsvSource({
    "num.io.threads, many, INT",
    "num.io.threads, 0, '[1,...]'",
    "auto.create.topics.enable, maybe, BOOLEAN",
    "log.cleanup.policy, shred, compact"
  })
  void anOverrideMustHaveAValueThatKafkaTakes(String name, String value, String allowed) {
    refused(temp, 0, Map.of(name, value), "'" + name + "'", "'" + value + "'", allowed);
  }

  private static void refused(
      Path dataDir, int port, Map<String, String> overrides, String... inMessage) {
    assertThatThrownBy(() -> new EmbeddedKafkaConfig(dataDir, port, overrides))
        .isInstanceOf(EmbeddedKafkaException.class)
        .hasMessageContainingAll(inMessage);
  }
}
