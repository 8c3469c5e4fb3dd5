package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.standalone.support.InProcessBroker;
import java.util.Map;
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

  private static String run(InProcessBroker broker, String... args) {
    Terminal terminal = new Terminal(Map.of("ORIGIN_KAFKA", broker.bootstrapServers()));
    assertThat(terminal.run(args)).as(terminal.err()).isZero();
    return terminal.out();
  }
}
