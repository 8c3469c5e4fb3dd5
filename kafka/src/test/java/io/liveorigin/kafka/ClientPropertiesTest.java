package io.liveorigin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.topic.TopicSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final String SECRET = "s3cr3t-of-nobody";
  private static final String SCRAM =
      "security.protocol=SASL_SSL\n"
          + "sasl.mechanism=SCRAM-SHA-512\n"
          + "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\\n"
          + "  username=\"ingest-a\" password=\""
          + SECRET
          + "\";\n";

  @TempDir Path directory;

  private ClientProperties read(String text) {
    try {
      Path file = directory.resolve("client.properties");
      Files.writeString(file, text);
      return ClientProperties.read(file, NOW);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KafkaSettings settings(ClientProperties client) {
    return new KafkaSettings("127.0.0.1:9092", TopicSettings.singleNode()).withClient(client);
  }

  @Test
  void theyReachWhatAllClientsShareAndComeAfterTheOriginsOwn() {
    Map<String, Object> common = settings(read(SCRAM)).common("me");
    assertThat(common)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("client.id", "me")
        .containsEntry("bootstrap.servers", "127.0.0.1:9092");
    assertThat((String) common.get("sasl.jaas.config")).contains(SECRET);
    assertThat(settings(ClientProperties.none()).common("me")).doesNotContainKey("sasl.mechanism");
  }

  @Test
  void theyStayWhereAnotherSettingChanges() {
    KafkaSettings settings = settings(read(SCRAM));
    assertThat(settings.withClockBound(java.time.Duration.ofSeconds(1)).client())
        .isEqualTo(settings.client());
  }

  @Test
  void thePrincipalIsToldAndNoSecretIs() {
    ClientProperties client = read(SCRAM);
    assertThat(client.principal()).startsWith("user 'ingest-a' (SCRAM-SHA-512) of ");
    assertThat(client.toString() + settings(client) + settings(client).trouble())
        .contains("sasl.jaas.config")
        .doesNotContain(SECRET);
    assertThat(ClientProperties.none().principal())
        .isEqualTo("a client without a credential (no --kafka-config)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acks=1 | acks | acknowledged segments",
        "enable.idempotence=false | enable.idempotence | acknowledged segments",
        "retries=0 | retries | acknowledged segments",
        "isolation.level=read_uncommitted | isolation.level | what to read",
        "transactional.id=x | transactional.id | all writers of the topic control share one",
        "auto.offset.reset=latest | auto.offset.reset | what to read",
        "value.deserializer=x | value.deserializer | formats of records are fixed",
        "bootstrap.servers=h:1 | bootstrap.servers | use --kafka to name the brokers",
        "group.id=x | group.id | --cell determines the group",
        "client.id=x | client.id | has its own name",
        "linger.ms=5 | linger.ms | based on measurements (docs/kafka.md)",
        "request.timeout.ms=5 | request.timeout.ms | based on measurements (docs/kafka.md)",
        "sasl.mechanisms=PLAIN | sasl.mechanisms | write sasl.mechanism",
        "security.protocl=SSL | security.protocl | write security.protocol",
        "schema.registry.url=http://x | schema.registry.url | remove it",
        "producer.security.protocol=SSL | producer.security.protocol | remove the prefix",
        "security.protocol=SASL | security.protocol | must be",
        "sasl.mechanism=PLAIN | sasl.mechanism | no effect with security.protocol=PLAINTEXT",
        "ssl.truststore.type=PEM | ssl.truststore.type | no effect with security.protocol=PLAINTEXT",
        "security.protocol=SASL_SSL | sasl.mechanism | is missing; write SCRAM-SHA-512",
        "connections.max.idle.ms=soon | connections.max.idle.ms | must be LONG",
      })
  void whatItMayNotHaveIsRefusedByItsKey(String line, String key, String why) {
    assertThatThrownBy(() -> read(line + "\n"))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining("--kafka-config: " + key + " in ")
        .hasMessageContaining(why);
  }

  @Test
  void aStoreThatIsNotThereIsNamedByItsKey() {
    assertThatThrownBy(() -> read("security.protocol=SSL\nssl.truststore.location=/nowhere/t\n"))
        .hasMessageContaining("ssl.truststore.location in ")
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> ClientProperties.read(directory.resolve("none"), NOW))
        .hasMessageContaining("none does not exist");
  }

  /**
   * No part of a value appears in a message, whatever is wrong with the file: quotes and line
   * breaks get lost.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config=ScramLoginModule required username=a password=x " + SECRET + ";",
        "sasl.jaas.config=ScramLoginModule required username=\"a\" password=\"" + SECRET,
        "sasl.jaas.config=" + SECRET,
        "sasl.jaas.config=A required password=\"" + SECRET + "\"; B required;",
        "ssl.keystore.type=" + SECRET + "\nssl.keystore.key=x\nssl.keystore.password=" + SECRET,
        "ssl.keystore.key=-----BEGIN PRIVATE KEY-----\n" + SECRET + "MIIE\n-----END\n",
        "request.timeout.ms=" + SECRET,
        "sasl.login.read.timeout.ms=" + SECRET,
        "passwort=" + SECRET,
        "config.providers=" + SECRET + "\nconfig.providers." + SECRET + ".class=No." + SECRET,
      })
  void noPieceOfASecretIsInAMessage(String lines) {
    String head = "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\n";
    StringWriter said = new StringWriter();
    try {
      said.append(settings(read(head + lines + "\n")).toString());
    } catch (OriginException e) {
      e.printStackTrace(new PrintWriter(said, true));
    }
    assertThat(said.toString()).isNotEmpty().doesNotContain(SECRET);
  }

  @Test
  void variablesOfConfigProvidersAreReplaced() throws IOException {
    Path secrets = directory.resolve("secrets.properties");
    Files.writeString(secrets, "password=" + SECRET + "\n");
    ClientProperties client =
        read(
            SCRAM.replace(SECRET, "${file:" + secrets + ":password}")
                + "config.providers=file\n"
                + "config.providers.file.class=org.apache.kafka.common.config.provider"
                + ".FileConfigProvider\n");
    assertThat((String) settings(client).common("me").get("sasl.jaas.config"))
        .contains("password=\"" + SECRET + "\"");
    assertThat(client.keys()).noneMatch(key -> key.startsWith("config.providers"));
  }

  /**
   * Otherwise the file would change settings that were measured, or break a promise, in some
   * clients. A default that the file may change is set by {@code putIfAbsent}.
   */
  @Test
  void nothingThatTheOriginSetsMayBeInTheFile() throws Exception {
    Set<String> own = new TreeSet<>();
    for (String source :
        Set.of(
            "src/main/java/io/liveorigin/kafka/KafkaSettings.java",
            "../selector-streams/src/main/java/io/liveorigin/selector/run/StreamsSettings.java")) {
      Matcher set =
          Pattern.compile(
                  "(ProducerConfig|ConsumerConfig|CommonClientConfigs)\\s*\\.([A-Z_]+_CONFIG|MAX_[A-Z_]+|ENABLE_[A-Z_]+)")
              .matcher(Files.readString(Path.of(source)).replaceAll("putIfAbsent\\([\\w.]+", ""));
      while (set.find()) {
        Class<?> names =
            switch (set.group(1)) {
              case "ProducerConfig" -> ProducerConfig.class;
              case "ConsumerConfig" -> ConsumerConfig.class;
              default -> CommonClientConfigs.class;
            };
        own.add((String) names.getField(set.group(2)).get(null));
      }
    }
    assertThat(own)
        .hasSizeGreaterThan(30)
        .doesNotContainAnyElementsOf(ClientPropertyKeys.allowed());
  }
}
