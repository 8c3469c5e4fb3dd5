package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.testing.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant: {@code origin topics} creates every topic with the ACLs of {@code set-up} in {@code
 * docs/kafka-acls.md}, and with none fewer; a service that may not create topics says which one is
 * missing.
 */
class KafkaTopicsAclsIT {
  private static final String[] TOPICS = {"topics", "--pipeline", "a,b", "--cell", "cell"};

  @TempDir static Path directory;
  private static SecuredBroker broker;
  private static Parts parts;

  @BeforeAll
  static void start() {
    broker = SecuredBroker.start(directory);
    parts = new Parts(broker, directory);
    for (String user : List.of("set-up", "ingest-a", "serving")) {
      broker.user(user, SecuredBroker.password(user));
    }
    broker.grant(AclTable.bindings("set-up", "a", "set-up"));
    broker.grant(AclTable.bindings("ingest", "a", "ingest-a"));
    broker.grant(AclTable.bindings("serving", "a", "serving"));
    assertThat(parts.command("set-up", TOPICS)).isEqualTo("0 all topics exist\n");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static List<AclTable.Row> rows() {
    return AclTable.of("set-up");
  }

  @Test
  void it_makes_what_is_missing_and_changes_nothing_else() {
    Set<String> topics = get(broker.admin().listTopics().names());
    assertThat(topics)
        .contains("control", "segments.a", "inits.b", "cell-candidates-changelog")
        .hasSize(10 + 4 + 1);
    delete("inits.b");
    assertThat(parts.command("set-up", TOPICS)).startsWith("0 ");
    assertThat(get(broker.admin().listTopics().names())).isEqualTo(topics);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void without_one_of_them_it_says_what_is_missing(AclTable.Row row) {
    String topic =
        switch (row.name()) {
          case "segments.", "inits." -> row.name() + "b";
          case "kafka-cluster" -> "defects";
          default -> row.name();
        };
    broker.revoke(row.binding("set-up"));
    try {
      if (row.type() == ResourceType.CLUSTER) {
        delete(topic);
      } else if (row.operation().equals("AlterConfigs")) {
        lowerLimit(topic);
      }
      assertThat(parts.command("set-up", TOPICS))
          .startsWith("1 origin topics: cannot create topics: user 'set-up' (SCRAM-SHA-512)")
          .contains(row.type() == ResourceType.CLUSTER ? topic : row.name())
          .hasLineCount(1);
    } finally {
      broker.grant(List.of(row.binding("set-up")));
    }
    assertThat(parts.command("set-up", TOPICS)).isEqualTo("0 all topics exist\n");
  }

  @Test
  void a_service_without_its_topics_says_which() {
    delete("refusals");
    assertThat(parts.command("ingest-a", "ingest", "--open", "--pipeline", "a", "--port", "0"))
        .startsWith("1 origin ingest: cannot store segments of pipeline a: user 'ingest-a'")
        .contains("topic refusals does not exist")
        .contains("create it (origin topics)");
    delete("quarantine");
    assertThat(
            parts.command(
                "serving",
                "serve",
                "--admin-open",
                "--cell",
                "cell",
                "--data",
                directory + "/s",
                "--port",
                "0",
                "--admin-port",
                "0"))
        .startsWith("1 origin serve: cannot read the published segments: user 'serving'")
        .contains("topic quarantine does not exist");
    assertThat(parts.command("set-up", TOPICS)).startsWith("0 ");
  }

  private static void delete(String topic) {
    get(broker.admin().deleteTopics(List.of(topic)).all());
    Patience.await().until(() -> !get(broker.admin().listTopics().names()).contains(topic));
  }

  private static void lowerLimit(String topic) {
    get(
        broker
            .admin()
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry("max.message.bytes", "1000000"),
                            AlterConfigOp.OpType.SET))))
            .all());
  }

  private static <T> T get(KafkaFuture<T> future) {
    return Patience.get(future.toCompletionStage().toCompletableFuture());
  }
}
