package io.liveorigin.standalone.cli;

import io.liveorigin.kafka.ClientProperties;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How to connect to Kafka; the same for every command that does so. */
final class KafkaClientOption {
  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "File of Java properties for Kafka clients: SASL, TLS (docs/kafka.md). Read at the"
              + " start. Without it, connections are in plain text and without a credential.")
  private Optional<Path> file = Optional.empty();

  /**
   * Reads the properties. Refuses those that the origin sets itself and those that no client knows;
   * the message names the key.
   */
  ClientProperties properties(Instant now) {
    return file.map(path -> ClientProperties.read(path, now)).orElse(ClientProperties.none());
  }
}
