package io.liveorigin.standalone.support;

import io.liveorigin.standalone.kafka.EmbeddedKafka;
import io.liveorigin.standalone.kafka.EmbeddedKafkaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link EmbeddedKafka} on a directory of its own, which {@link #close} deletes. */
public final class InProcessBroker implements BrokerUnderTest {
  private final Path directory;
  private final EmbeddedKafka kafka;

  private InProcessBroker(Path directory, EmbeddedKafka kafka) {
    this.directory = directory;
    this.kafka = kafka;
  }

  /** Starts with any free port; {@code overrides} as in {@link EmbeddedKafkaConfig}. */
  public static InProcessBroker start(Map<String, String> overrides) {
    try {
      Path directory = Files.createTempDirectory("in-process-broker");
      return new InProcessBroker(
          directory, EmbeddedKafka.start(new EmbeddedKafkaConfig(directory, 0, overrides)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() {
    kafka.close();
    try {
      delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
