package io.liveorigin.standalone.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of one embedded Kafka. Immutable; the constructor refuses bad values.
 *
 * @param dataDir a directory of its own for the broker's data; created if it does not exist.
 *     Topics, records, committed offsets and the cluster id live there and outlive the process
 * @param port TCP port on 127.0.0.1 for clients; 0 lets the system choose a free one
 * @param overrides broker settings by their Kafka names that replace those of {@link
 *     BrokerSettings#limits()}; the node's identity, its listeners and its directory cannot be
 *     overridden
 * @param listener how clients reach it
 */
public record EmbeddedKafkaConfig(
    Path dataDir, int port, Map<String, String> overrides, ClientListener listener) {
  private static final int LARGEST_PORT = 65_535;

  /**
   * Checks every value separately. Kafka finds contradictory values at its start.
   *
   * @throws EmbeddedKafkaException if a value is not allowed; the message names it
   */
  public EmbeddedKafkaConfig {
    if (dataDir == null) {
      throw new EmbeddedKafkaException("dataDir is missing; give a directory for the Kafka data");
    }
    dataDir = dataDir.toAbsolutePath().normalize();
    // Kafka's log.dirs is a list: a comma in the path would make two directories of it.
    if (dataDir.toString().indexOf(',') >= 0) {
      throw new EmbeddedKafkaException(
          "dataDir '" + dataDir + "' has a comma in it; give a path without commas");
    }
    if (Files.exists(dataDir) && !Files.isDirectory(dataDir)) {
      throw new EmbeddedKafkaException(
          "dataDir '"
              + dataDir
              + "' is not a directory; give a directory, or a path where one can be created");
    }
    if (port < 0 || port > LARGEST_PORT) {
      throw new EmbeddedKafkaException(
          "port " + port + " is not a TCP port; 1 to " + LARGEST_PORT + ", or 0 for a free one");
    }
    if (overrides == null) {
      throw new EmbeddedKafkaException("overrides is missing; give an empty map for none");
    }
    // A TreeMap, so that the one reported of two bad settings does not depend on a hash.
    Map<String, String> checked = new TreeMap<>();
    overrides.forEach((name, value) -> checked.put(BrokerSettings.checkName(name), value));
    checked.forEach(BrokerSettings::checkValue);
    overrides = Map.copyOf(checked);
  }

  /** A configuration with a plain-text listener. */
  public EmbeddedKafkaConfig(Path dataDir, int port, Map<String, String> overrides) {
    this(dataDir, port, overrides, ClientListener.plaintext());
  }

  /** A configuration with any free port and no overrides, with the data in {@code dataDir}. */
  public static EmbeddedKafkaConfig in(Path dataDir) {
    return new EmbeddedKafkaConfig(dataDir, 0, Map.of());
  }
}
