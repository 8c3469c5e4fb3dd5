package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.yammer.metrics.core.Meter;
import io.liveorigin.packager.clip.Clip;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole origin on a broker that has no topic yet. Kafka's clients ask for a coordinator without
 * a pause while the topic that it needs is not there; that were thousands of requests a second.
 */
class FreshBrokerIT {
  private static final long SOME = 200;

  @Test
  void nobody_asks_for_a_coordinator_again_and_again(@TempDir Path directory) {
    try (Stack stack = Stack.start(directory)) {
      stack.declare(Clip.eventDefinition("acme", "cup", List.of("a", "b")));
      // A broker takes its metrics away when it ends.
      assertThat(asked()).isPositive().isLessThan(SOME);
    }
  }

  private static long asked() {
    return KafkaYammerMetrics.defaultRegistry().allMetrics().entrySet().stream()
        .filter(metric -> metric.getKey().getName().equals("RequestsPerSec"))
        .filter(metric -> metric.getKey().getMBeanName().contains("request=FindCoordinator,"))
        .mapToLong(metric -> ((Meter) metric.getValue()).count())
        .sum();
  }
}
