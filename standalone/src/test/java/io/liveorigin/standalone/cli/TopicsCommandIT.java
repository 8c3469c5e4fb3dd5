package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.support.InProcessBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** {@code origin topics} against a broker that has none. */
class TopicsCommandIT {
  @Test
  void aDryRunSaysWhichTopicsWouldBeMadeAndMakesNone() {
    try (InProcessBroker broker = InProcessBroker.start(Map.of())) {
      String[] dry = {"topics", "--pipeline", "a", "--cell", "c", "--dry-run"};
      String planned = run(broker, dry);
      assertThat(planned)
          .startsWith("dry run, nothing was changed:\n  topic ")
          .contains("topic control would be created: partitions=4 replication=1 cleanup.policy=")
          .contains("topic segments.a would be created: ")
          .contains("topic c-candidates-changelog would be created: ");
      assertThat(run(broker, dry)).isEqualTo(planned);
      assertThat(run(broker, "topics", "--pipeline", "a", "--cell", "c"))
          .isEqualTo("all topics exist\n");
      assertThat(run(broker, dry))
          .isEqualTo("dry run, nothing was changed:\n  nothing would change\n");
      String[] larger = {
        "topics", "--pipeline", "a", "--max-segment-bytes", "20000000", "--dry-run"
      };
      assertThat(run(broker, larger))
          .contains("topic segments.a would be changed: max.message.bytes=20065536\n");
      Terminal other = new Terminal(Map.of("ORIGIN_KAFKA", broker.bootstrapServers()));
      assertThat(other.run("topics", "--partitions", "7", "--dry-run")).isEqualTo(1);
      assertThat(other.err()).contains("has 4 partitions, but every topic must have 7");
    }
  }

  /** A broker's default for the size of a log must not delete segments that were acknowledged. */
  @Test
  void noTopicThatIsDeletedByTimeIsAlsoDeletedBySize() throws Exception {
    try (InProcessBroker broker = InProcessBroker.start(Map.of("log.retention.bytes", "1000000"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      // As an earlier version made it; and one whose operator has limited it.
      admin
          .createTopics(
              List.of(
                  new NewTopic("segments.a", 4, (short) 1),
                  new NewTopic("segments.b", 4, (short) 1)
                      .configs(Map.of("retention.bytes", "7000000"))))
          .all()
          .get();
      run(broker, "topics", "--pipeline", "a,b");
      assertThat(retentionBytes(admin, "segments.a")).isEqualTo("-1");
      assertThat(retentionBytes(admin, "segments.b")).isEqualTo("7000000");
      assertThat(retentionBytes(admin, "selections")).isEqualTo("-1");
      assertThat(retentionBytes(admin, "selections.inits")).isEqualTo("-1");
    }
  }

  private static String retentionBytes(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("retention.bytes")
        .value();
  }

  private static String run(InProcessBroker broker, String... args) {
    Terminal terminal = new Terminal(Map.of("ORIGIN_KAFKA", broker.bootstrapServers()));
    assertThat(terminal.run(args)).as(terminal.err()).isZero();
    return terminal.out();
  }
}
