package io.liveorigin.standalone.cli;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.standalone.analyse.read.TopicReader;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cluster to read. The cluster itself knows how many partitions its topics have. */
final class ClusterOption {
  @Option(
      names = "--kafka",
      defaultValue = "127.0.0.1:9092",
      paramLabel = "HOST:PORT",
      description = "Kafka bootstrap servers, separated by commas (default: ${DEFAULT-VALUE}).")
  private String kafka;

  @Mixin private KafkaClientOption client;

  TopicReader open(Instant now) {
    LogLevel.quiet();
    LogLevel.quietClients();
    return TopicReader.open(settings(now));
  }

  /**
   * Returns how to reach the cluster.
   *
   * @param now instant at which a client certificate must be valid
   */
  KafkaSettings settings(Instant now) {
    return new KafkaSettings(kafka, TopicSettings.singleNode()).withClient(client.properties(now));
  }
}
