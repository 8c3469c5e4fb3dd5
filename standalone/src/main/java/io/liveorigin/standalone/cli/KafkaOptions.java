package io.liveorigin.standalone.cli;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The cluster, and the settings that its topics have in common: the same for every process that
 * uses it.
 */
final class KafkaOptions {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Kafka bootstrap servers, separated by commas.")
  private String kafka;

  @Mixin private KafkaClientOption client;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "Partitions of every topic; cannot be changed later (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Copies of every record; 3 in production (default: ${DEFAULT-VALUE}, a single broker).")
  private short replication;

  @Option(
      names = "--min-isr",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Smallest number of in-sync copies with which Kafka acknowledges a segment. Used when"
              + " topics are created; 2 in production (default: ${DEFAULT-VALUE}).")
  private short minIsr;

  @Option(
      names = "--retention",
      defaultValue = "6h",
      paramLabel = "DURATION",
      description =
          "How long Kafka keeps segments: the longest time-shift window plus 10 min"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration retention;

  @Option(
      names = "--max-segment-bytes",
      defaultValue = "16777216",
      paramLabel = "BYTES",
      description =
          "Largest segment that is accepted and may be declared; at most 67108864 (default:"
              + " ${DEFAULT-VALUE}).")
  private int maxSegmentBytes;

  @Option(
      names = "--view-retention",
      defaultValue = "3d",
      paramLabel = "DURATION",
      description =
          "How long Kafka keeps records about viewers (topic views); used when the topic is"
              + " created, 1m to 30d (default: ${DEFAULT-VALUE}).")
  private Duration viewRetention;

  /**
   * Returns the settings; refuses bad values with their key.
   *
   * @param now instant at which a client certificate must be valid
   */
  KafkaSettings settings(Instant now) {
    return new KafkaSettings(
            kafka,
            new TopicSettings(
                partitions, replication, minIsr, retention, maxSegmentBytes, viewRetention))
        .withClient(client.properties(now));
  }
}
