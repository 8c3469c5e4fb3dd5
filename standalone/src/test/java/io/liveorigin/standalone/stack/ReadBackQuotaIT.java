package io.liveorigin.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.bytes.kafka.ReadBackSettings;
import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import io.liveorigin.standalone.process.ServingNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with a rate of read-backs tells Kafka, for the client ids that its readers have. */
class ReadBackQuotaIT {
  private static final long RATE = 8_000_000;

  @TempDir Path directory;

  @Test
  void each_reader_has_its_part_of_the_rate() throws Exception {
    try (EmbeddedKafka broker =
        EmbeddedKafka.start(new EmbeddedKafkaConfig(directory.resolve("kafka"), 0, Map.of()))) {
      KafkaSettings kafka =
          new KafkaSettings(broker.bootstrapServers(), TopicSettings.singleNode());
      ServingConfig serving =
          ServingConfig.onLoopback(0, 0)
              .withReadBack(ReadBackSettings.standard().withBytesPerSecond(RATE));
      SelectorConfig selecting =
          SelectorConfig.of(kafka, "cell", "n1", directory.resolve("selector"));
      try (ServingNode node = ServingNode.start(serving, selecting, Clock.systemUTC());
          Admin admin = kafka.admin("test")) {
        assertThat(node.port()).isPositive();
        Map<ClientQuotaEntity, Map<String, Double>> quotas =
            admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get();
        assertThat(quotas)
            .containsOnly(
                Map.entry(reader("cell-n1-read-0"), Map.of("consumer_byte_rate", RATE / 2.0)),
                Map.entry(reader("cell-n1-read-1"), Map.of("consumer_byte_rate", RATE / 2.0)));
      }
    }
  }

  private static ClientQuotaEntity reader(String clientId) {
    return new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
  }
}
